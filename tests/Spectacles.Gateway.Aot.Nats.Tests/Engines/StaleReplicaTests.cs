using System.Collections.Concurrent;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Watches whose consumer is on a replica that still receives what it has missed.</summary>
[Collection(nameof(ThreeServers))]
public sealed class StaleReplicaTests(SharedCluster shared)
{
    private const int Watchers = 6;
    private static readonly TimeSpan CatchingUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_is_not_current_before_it_has_what_was_written_while_a_server_was_down()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        var options = TestOptions.For(TestOptions.NewPlan(), shared.Cluster.Urls) with { Replicas = 3 };
        await using var engine = await NatsEngine.ConnectAsync(options, Cancel);
        var state = engine.SharedState;
        byte[] noise = new byte[60_000];
        long former = (await state.TryWriteAsync("interest.changed", "1"u8.ToArray(), 0, Cancel))!.Value;
        var victim = shared.Cluster.Servers[0];
        victim.Kill();
        for (int i = 0; i < 300; i++)
        {
            await state.TryWriteAsync($"noise.{i}", noise, 0, Cancel).AsTask().WaitAsync(Patience, TimeProvider.System, Cancel);
        }

        long changed = (await state.TryWriteAsync("interest.changed", "2"u8.ToArray(), former, Cancel))!.Value;
        long added = (await state.TryWriteAsync("interest.added", "1"u8.ToArray(), 0, Cancel))!.Value;

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watches = new ConcurrentQueue<string>();
        Task[] watching =
        [
            .. Enumerable.Range(0, Watchers).Select(_ => Task.Run(() => WatchAsync(state, watches, end.Token), Cancel)),
        ];
        await victim.RestartAsync();
        await Task.Delay(CatchingUp, TimeProvider.System, Cancel);
        long start = TimeProvider.System.GetTimestamp();
        while (watches.IsEmpty && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }

        await end.CancelAsync();
        await Task.WhenAll(watching);

        Assert.NotEmpty(watches);
        int stale = watches.Count(one => one != $"interest.changed {changed} interest.added {added}");
        Assert.True(stale == 0, $"{stale} of {watches.Count} watches were current without the last messages.");
    }

    /// <summary>Begins one watch after the other.</summary>
    /// <param name="state">The state.</param>
    /// <param name="watches">Receives what each had returned when it was current.</param>
    /// <param name="end">Ends the last one.</param>
    private static async Task WatchAsync(IFleetState state, ConcurrentQueue<string> watches, CancellationToken end)
    {
        try
        {
            while (true)
            {
                List<string> found = [];
                await foreach (var change in state.WatchAsync("interest.", end))
                {
                    if (change.IsCurrent)
                    {
                        break;
                    }

                    found.Add($"{change.Key} {change.Entry?.Revision}");
                }

                watches.Enqueue(string.Join(' ', found));
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The test has seen enough.
        }
    }
}
