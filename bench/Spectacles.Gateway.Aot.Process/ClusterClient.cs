using Spectacles.Gateway.Events;
using Spectacles.Gateway.Protocol;
using Spectacles.Gateway.Transport;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>A bot on this library, whose one handler reads content, author and guild of each message, or has none.</summary>
internal static class ClusterClient
{
    public static async Task RunAsync(string handling, bool runtimeZlib, int port, int events)
    {
        var gateway = new Gateway("MTIzNDU2Nzg5MDEyMzQ1Njc4.whole.process", new GatewayOptions { Api = new Uri($"http://127.0.0.1:{port}/api/v10"), ResumeHosts = ["127.0.0.1"] });
        await using var cluster = new Cluster(gateway, new ClusterOptions
        {
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.DirectMessages | GatewayIntents.MessageContent,
            TransportCompression = runtimeZlib ? TransportCompression.RuntimeZlibStream : TransportCompression.ZlibStream,
        });
        var clock = new Stopclock();
        var done = new TaskCompletionSource();
        switch (handling)
        {
            case "view":
                cluster.AddHandler(new ReadViews());
                break;
            case "typed":
                cluster.AddHandler(new ReadMessages());
                break;
        }

        cluster.On(Tape.Start, (_, _) => clock.Start());
        cluster.On(Tape.End, (_, _) =>
        {
            clock.Stop(events - Tape.WarmUp(events));
            done.SetResult();
        });
        await cluster.SpawnAsync();
        await cluster.ReadyAsync();
        await (events == 0 ? Idling.RunAsync() : done.Task);
    }
}
