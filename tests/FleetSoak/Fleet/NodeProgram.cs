using Spectacles.Gateway;
using Spectacles.Gateway.Fleet;

namespace FleetSoak.Fleet;

/// <summary>A node of the fleet. Prints <c>ready</c> when it has joined.</summary>
internal sealed class NodeProgram(ProcessOptions options)
{
    /// <summary>The line that says that events were skipped.</summary>
    public const string Gap = "gap";

    /// <summary>The line that says that the sessions of a group were saved.</summary>
    public const string Saved = "saved";

    /// <summary>Tells the node to hand its groups over.</summary>
    public const string Drain = "drain";

    /// <summary>Tells a node that the fleet has sessions, so its defect may begin.</summary>
    public const string Begin = "begin";

    private readonly JumpingClock clock = new();
    private readonly TaskCompletionSource begun = new();
    private FleetNode? node;

    /// <returns>0 after SIGTERM, 3 after an error.</returns>
    public async Task<int> RunAsync()
    {
        using var judge = new JudgeLink(Receive);
        try
        {
            await using var nats = await options.ConnectAsync(NatsRole.Node, clock, judge.Stop);
            await using var running = node = new FleetNode(
                AlteredEngine.Wrap(nats, options, begun.Task),
                options.Token,
                new FleetNodeOptions
                {
                    Name = options.Name,
                    Intents = GatewayIntents.Guilds | GatewayIntents.GuildMessages | GatewayIntents.DirectMessages,
                    Cluster = new ClusterOptions { Api = options.Api, TimeProvider = clock },
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

    private void Receive(string line)
    {
        switch (line)
        {
            case Drain:
                _ = node?.DrainAsync();
                break;
            case Begin:
                begun.TrySetResult();
                break;
            default:
                clock.Receive(line);
                break;
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
