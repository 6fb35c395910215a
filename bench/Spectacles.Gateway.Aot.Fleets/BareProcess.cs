using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Fleets;

/// <summary>A cluster in a process of its own, without a fleet: what the node is compared with.</summary>
internal static class BareProcess
{
    public const GatewayIntents Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.DirectMessages
        | GatewayIntents.MessageContent;

    /// <summary>The token that a simulated gateway accepts by default.</summary>
    public static string Token { get; } = new SimulatedGatewayOptions().Token;

    public static async Task RunAsync(Uri api, bool isHandled)
    {
        var handler = new MessageTimes(shards: 4096);
        await using var cluster = new Cluster(BareProcess.Token, new ClusterOptions { Api = api, Intents = Intents });
        if (isHandled)
        {
            cluster.AddHandler(handler);
        }

        cluster.Error += error => Console.Error.WriteLine(error);
        await cluster.SpawnAsync();
        await cluster.WaitForReadyAsync();
        long before = 0;
        Commands.Obey(
            () =>
            {
                before = Received(cluster);
                handler.Clear();
            },
            () =>
            {
                var figures = handler.Read();
                figures["events"] = Received(cluster) - before;
                return figures;
            });
    }

    private static long Received(Cluster cluster) => cluster.Shards.Values.Sum(shard => shard.EventsReceived);
}
