using System.Collections.Concurrent;
using System.Text;

namespace Spectacles.Gateway.Tests;

/// <summary>How a cluster stops, and what a restart takes up, against the simulated gateway over real sockets.</summary>
public sealed class ClusterStopTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task StopAsync_waits_for_handlers_and_closes_with_1000()
    {
        var begun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var cluster = await live.MakeAsync(null, null, new Handler("X", (in _, _, _) =>
        {
            begun.SetResult();
            return new ValueTask(finish.Task);
        }));
        using var stop = new CancellationTokenSource();
        var running = cluster.RunAsync(stop.Token);
        await live.Gateway.WaitForPayloadAsync(Opcode.Identify, Cancel);
        live.Gateway.DispatchToAll("X", "1");
        await begun.Task.WaitAsync(Patience, Cancel);

        await stop.CancelAsync();
        Assert.False(running.IsCompleted);
        finish.SetResult();
        await running.WaitAsync(Patience, Cancel);

        var closed = await live.Gateway.WaitForCloseAsync(Cancel);
        Assert.Equal((1000, CloseOrigin.Client), (closed.Code, closed.Origin));
        Assert.True(cluster.Completion.IsCompletedSuccessfully);
        Assert.Equal(ShardState.Stopped, cluster.Shards[0].State);
    }

    [Fact]
    public async Task StopAsync_cancels_the_token_of_handlers_that_exceed_the_deadline()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var cluster = await live.MakeAsync(
            null,
            new ClusterOptions { StopTimeout = TimeSpan.FromMilliseconds(50) },
            new Handler("X", (in _, _, token) => WaitAsync(token)));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        live.Gateway.DispatchToAll("X", "1");
        await begun.Task.WaitAsync(Patience, Cancel);

        await cluster.StopAsync().WaitAsync(Patience, Cancel);

        await cancelled.Task.WaitAsync(Patience, Cancel);

        async ValueTask WaitAsync(CancellationToken token)
        {
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            catch (OperationCanceledException)
            {
                cancelled.SetResult();
            }
        }
    }

    [Fact]
    public async Task Restart_with_a_durable_store_resumes_after_the_last_finished_event()
    {
        var store = new DurableStore();
        var never = new TaskCompletionSource();
        var seen = new ConcurrentQueue<string>();
        var first = await live.MakeAsync(
            null,
            new ClusterOptions { SessionStore = store, StopTimeout = TimeSpan.FromSeconds(1) },
            new Handler("X", (in dispatch, _, _) =>
        {
            seen.Enqueue($"first {Encoding.UTF8.GetString(dispatch.Data)}");
            return seen.Count == 2 ? new ValueTask(never.Task) : default;
        }));
        await first.SpawnAsync(Cancel);
        await first.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
        live.Gateway.DispatchToAll("X", "1");
        live.Gateway.DispatchToAll("X", "2");
        live.Gateway.DispatchToAll("X", "3");
        await LiveGateway.UntilAsync(() => seen.Count == 3);
        await first.StopAsync().WaitAsync(Patience, Cancel);

        var second = live.Add(new ClusterOptions { SessionStore = store }, new Handler("X", (in dispatch, _, _) =>
        {
            seen.Enqueue($"second {Encoding.UTF8.GetString(dispatch.Data)}");
            return default;
        }));
        await second.SpawnAsync(Cancel);
        await second.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);

        // 2 never finished, so 3, though finished, comes again with it.
        Assert.Equal(["first 1", "first 2", "first 3", "second 2", "second 3"], seen);
        Assert.Equal((1L, 1L), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        never.SetResult();
    }
}
