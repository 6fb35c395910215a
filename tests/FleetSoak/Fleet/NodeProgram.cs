using FleetSoak.Sabotage;
using Spectacles.Gateway;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Fleet;

/// <summary>A node of the fleet. Prints <c>ready</c> when it has joined.</summary>
internal sealed class NodeProgram(ProcessOptions options)
{
    /// <summary>The line that says that events were skipped.</summary>
    public const string Gap = "gap";

    /// <returns>0 after SIGTERM, 3 after an error.</returns>
    public async Task<int> RunAsync()
    {
        FleetNode? node = null;
        using var judge = new JudgeLink(line => _ = line == "drain" ? node?.DrainAsync() : null);
        try
        {
            await using var nats = await options.ConnectAsync(NatsRole.Node, judge.Stop);
            await using var running = node = new FleetNode(
                SabotagedEngine.Wrap(nats, options),
                options.Token,
                new FleetNodeOptions
                {
                    Name = options.Name,
                    Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.DirectMessages,
                    Cluster = new ClusterOptions { Api = options.Api },
                });
            node.Cluster.Error += Report;
            await node.StartAsync(judge.Stop);
            Console.WriteLine("ready");
            await node.RunAsync(judge.Stop);
            return 0;
        }
        catch (OperationCanceledException) when (judge.Stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (GatewayException e)
        {
            ProcessLog.Write($"The node ended: {e}");
            return 3;
        }
    }

    private static void Report(GatewayError error)
    {
        ProcessLog.Write($"{error}");
        if (error.Kind == GatewayErrorKind.Sequence)
        {
            Console.WriteLine(Gap);
        }
    }
}
