using System.Runtime.InteropServices;
using Soak.Sabotage;
using Spectacles.Gateway;

namespace Soak.Bot;

/// <summary>A bot as its author would write it, on the library's public types alone.</summary>
internal sealed class BotProgram(BotOptions options)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <returns>0 after a polite stop, 3 when a shard was closed for good: whoever watches the process starts it anew.</returns>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using var judge = new JudgeLink(options.JudgePort);
        ISessionStore store = new FileSessionStore(options.Token, options.SessionDirectory);
        var sabotage = new Saboteur(options.Sabotage);
        await using var cluster = new Cluster(options.Token, new ClusterOptions
        {
            Api = options.Api,
            TimeProvider = ScaledTime.OfBot,
            SessionStore = sabotage.Around(store),
            ConnectionFactory = sabotage.ConnectionFactory,
            HandlerTimeout = TimeSpan.FromMinutes(1),
            // What a closed session has delivered is handled before the program ends, or nobody would handle it.
            StopDeadline = TimeSpan.FromSeconds(40),
        });
        cluster.Error += error => Report(error, judge);
        cluster.AddHandler(new Troubles()).AddHandler(new Numbers(judge));
        try
        {
            await SpawnAsync(cluster, stop.Token);
            var failed = WhenAnyFailedAsync(cluster, stop);
            await cluster.RunAsync(stop.Token);
            return failed.IsCompletedSuccessfully ? 3 : 0;
        }
        catch (GatewayException e)
        {
            Console.Error.WriteLine($"ended: {e.Message}");
            return 3;
        }
    }

    private static async Task SpawnAsync(Cluster cluster, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await cluster.SpawnAsync(stop);
                return;
            }
            catch (GatewayException e)
            {
                Console.Error.WriteLine($"not spawned: {e.Message}");
                await Task.Delay(Look, TimeProvider.System, stop);
            }
        }
    }

    /// <summary>A shard that was stopped alone stays down until the program starts anew.</summary>
    private static async Task WhenAnyFailedAsync(Cluster cluster, CancellationTokenSource stop)
    {
        while (!cluster.Shards.Values.Any(shard => shard.State == ShardState.Failed))
        {
            await Task.Delay(Look, TimeProvider.System, stop.Token);
        }

        await stop.CancelAsync();
    }

    private static void Report(GatewayError error, JudgeLink judge)
    {
        if (error.Kind == GatewayErrorKind.Sequence)
        {
            judge.Misnumbered(error.ShardId ?? 0);
        }

        if (error.Exception?.Message != Troubles.Message && error.Kind != GatewayErrorKind.AbsentField)
        {
            Console.Error.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {error}");
        }
    }
}
