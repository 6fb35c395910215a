using System.Runtime.InteropServices;
using Soak.Sabotage;
using Spectacles.Gateway;

namespace Soak.Bot;

/// <summary>A bot that uses only the public types of the library.</summary>
internal sealed class BotProgram(BotOptions options)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <returns>0 after a graceful stop, 3 after a shard has failed. The checker then starts the process again.</returns>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using var reporter = new EventReporter(options.ReportPort);
        ISessionStore store = new FileSessionStore(options.Token, options.SessionDirectory);
        var sabotage = new SabotageFactory(options.Sabotage);
        await using var cluster = new Cluster(options.Token, new ClusterOptions
        {
            Api = options.Api,
            TimeProvider = ScaledTime.OfBot,
            SessionStore = sabotage.Wrap(store),
            ConnectionFactory = sabotage.ConnectionFactory,
            HandlerTimeout = TimeSpan.FromMinutes(1),
            // The events of a closed session must be handled before the program ends: no later process receives them.
            StopTimeout = TimeSpan.FromSeconds(40),
        });
        cluster.Error += error => Report(error, reporter);
        cluster.AddHandler(new ThrowingHandler()).AddHandler(new NumberHandler(reporter));
        try
        {
            await SpawnAsync(cluster, stop.Token);
            var failed = WhenAnyFailedAsync(cluster, stop);
            await cluster.RunAsync(stop.Token);
            return failed.IsCompletedSuccessfully ? 3 : 0;
        }
        catch (GatewayException e)
        {
            Console.Error.WriteLine($"The bot ended: {e.Message}");
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
                Console.Error.WriteLine($"The bot has not started: {e.Message}");
                await Task.Delay(PollInterval, TimeProvider.System, stop);
            }
        }
    }

    /// <summary>Stops the program after a shard has failed, because only a new process starts it again.</summary>
    private static async Task WhenAnyFailedAsync(Cluster cluster, CancellationTokenSource stop)
    {
        while (!cluster.Shards.Values.Any(shard => shard.State == ShardState.Failed))
        {
            await Task.Delay(PollInterval, TimeProvider.System, stop.Token);
        }

        await stop.CancelAsync();
    }

    private static void Report(GatewayError error, EventReporter reporter)
    {
        if (error.Kind == GatewayErrorKind.Sequence)
        {
            reporter.ReportGap(error.ShardId ?? 0);
        }

        if (error.Exception?.Message != ThrowingHandler.Message && error.Kind != GatewayErrorKind.AbsentField)
        {
            Console.Error.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {error}");
        }
    }
}
