using System.Globalization;

namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>The measured programs and the number of rounds.</summary>
/// <param name="Folder">The folder into which <c>bench/run.sh</c> has published them.</param>
/// <param name="Peers">The folder of the scripts of the npm libraries.</param>
/// <param name="Pairs">The number of rounds, in which all programs alternate, so that other load affects all alike.</param>
/// <param name="Events">The number of events for a client in one round.</param>
internal sealed record MeasuredPrograms(string Folder, string Peers, int Pairs, int Events)
{
    public const int ServersCore = 0;
    public const int ClientsCore = 1;

    // The server compiles its code once and fully, because its cost is not measured.
    private Dictionary<string, string> ServersEnvironment { get; } = new() { ["DOTNET_TieredCompilation"] = "0" };

    // On a single processor the runtime waits ten times as long before it compiles again; this machine has more of them, of which the
    // client is only given one.
    private Dictionary<string, string> ClientsEnvironment => new()
    {
        ["DOTNET_TC_DelaySingleProcMultiplier"] = "1",
        ["SSL_CERT_FILE"] = Trusted,
        ["NODE_EXTRA_CA_CERTS"] = Trusted,
    };

    /// <summary>The program of a build: jit, aot, or aot-default, which is without SpectaclesSmallVps.</summary>
    public string Ours(string build) =>
        build == "jit" ? $"{Folder}/jit/Spectacles.Gateway.Aot.Process.dll" : $"{Folder}/{build}/Spectacles.Gateway.Aot.Process";

    public string Floor(string build) =>
        build == "jit" ? $"{Folder}/floor-jit/Spectacles.Gateway.Aot.Floor.dll" : $"{Folder}/floor-{build}/Spectacles.Gateway.Aot.Floor";

    /// <summary>The program of an npm library.</summary>
    public string Peer(string name) => $"{Peers}/{name}.mjs";

    /// <summary>The program that calls the REST API.</summary>
    public string Calls(string build) =>
        build == "jit" ? $"{Folder}/calls-jit/Spectacles.Gateway.Aot.Calls.dll" : $"{Folder}/calls-aot/Spectacles.Gateway.Aot.Calls";

    public string SlashBot => $"{Folder}/slashbot/SlashBot";

    public string PingBot => $"{Folder}/pingbot/PingBot";

    /// <summary>The bot with one handler, without REST and interactions.</summary>
    public string MinimalBot => $"{Folder}/minimalbot/Spectacles.Gateway.Aot.MinimalBot";

    /// <summary>The certificate of the servers with TLS.</summary>
    public string Certificate => $"{Folder}/server.pfx";

    /// <summary>That certificate and the system's certificates.</summary>
    public string Trusted => $"{Folder}/trusted.pem";

    /// <summary>The number of rounds of rows that are for comparison only, or take long.</summary>
    public int FewPairs => Math.Min(Pairs, 3);

    /// <summary>Starts a server for clients with this number of shards.</summary>
    public Child Serve(int events, int shards, params string[] how) =>
        new(Ours("jit"), ServersCore, ["serve", Text(events), Text(shards), Certificate, .. how], ServersEnvironment);

    /// <summary>Starts a client that trusts the server.</summary>
    public Child Start(string program, params string[] arguments) => new(program, ClientsCore, arguments, ClientsEnvironment);

    /// <summary>Starts a bot that is configured by environment variables.</summary>
    public Child StartBot(string program, string address)
    {
        var environment = ClientsEnvironment;
        environment["DISCORD_TOKEN"] = Bot.Token;
        environment["DISCORD_API"] = $"{address}/api/v10";
        return new Child(program, ClientsCore, [], environment);
    }

    /// <summary>Runs a client to its end and returns its figures.</summary>
    public Dictionary<string, double> Measure(string program, params string[] arguments)
    {
        using var running = Start(program, arguments);
        return running.Result();
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
