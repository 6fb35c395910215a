using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Creates a bot with this library.</summary>
internal static class Bot
{
    public const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.whole.process";

    private const GatewayIntents Intents =
        GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.DirectMessages | GatewayIntents.MessageContent;

    /// <param name="handling">The handling of events.</param>
    /// <param name="address">The server's address.</param>
    /// <param name="compression">The compression of its shards.</param>
    /// <param name="dial">Creates its connections; null for web sockets.</param>
    /// <param name="readerThreads">Up to which number of shards each connection has a thread that reads; null for the default.</param>
    public static Cluster Make(
        string handling,
        Uri address,
        string compression,
        Func<IGatewayConnection>? dial = null,
        int? readerThreads = null)
    {
        var gateway = new Gateway(
            Token,
            new GatewayOptions { Api = new Uri(address, "/api/v10"), ResumeHosts = [address.Host] });
        var options = new ClusterOptions
        {
            Intents = handling == "wait" ? null : Intents,
            TransportCompression = CompressionOf(compression),
            ConnectionFactory = dial,
        };
        var cluster = new Cluster(gateway, readerThreads is { } count ? options with { MaxReaderThreads = count } : options);
        return handling switch
        {
            "unhandled" => cluster,
            "raw" => cluster.AddHandler(new ReadBytes()),
            "view" => cluster.AddHandler(new ReadViews()),
            "typed" => cluster.AddHandler(new ReadMessages()),
            "weigh" => cluster.AddHandler(new WeighMessages()),
            "wait" => cluster.AddHandler(new WaitForEvents()),
            "guilds" => cluster.AddHandler(new ReadGuilds()),
            _ => throw new ArgumentOutOfRangeException(nameof(handling), handling, "Unknown handling."),
        };
    }

    private static TransportCompression CompressionOf(string name) => name switch
    {
        "own" => TransportCompression.ZlibStream,
        "zlib" => TransportCompression.RuntimeZlibStream,

        // Not in the NativeAOT executable, which should have the size of a bot.
        "zstd" when RuntimeFeature.IsDynamicCodeSupported => TransportCompression.ZstdStream,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown compression."),
    };
}
