using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A shard that takes over replays what it has kept, and its session ends meanwhile.</summary>
public sealed class ReplaySessionTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Replayed_event_counts_for_the_session_that_received_it()
    {
        using var blocked = new ManualResetEventSlim();
        int begun = 0;
        var connection = await gateway.StartAsync(
            new ClusterOptions { HandlerTimeout = Timeout.InfiniteTimeSpan },
            new Handler("WORK", (in dispatch, _, _) =>
        {
            Interlocked.Increment(ref begun);
            if (dispatch.Sequence == 4999)
            {
                blocked.Wait(CancellationToken.None);
            }

            return default;
        }));
        var calls = gateway.Shard.Inside().Parts.Dispatcher;
        await LiveGateway.UntilAsync(() => calls.Watermark == 1);
        var overlap = new OverlapWindow(gateway.Time);
        overlap.Switch([0]);

        // A replay that waited for room would keep the shard from reading, so one of its handlers has to block.
        var begin = calls.BeginReplay(() => overlap.EndReplay(0));
        var replay = Task.Run(
            () => begin([Kept(4999), Kept(5000)], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await LiveGateway.UntilAsync(() => Volatile.Read(ref begun) == 1);
        connection.Receive("""{"op":9,"d":false}""");
        connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);
        await gateway.PassTimeUntilAsync(connection.SentAsync(2));
        connection.Receive(ReadyAgain);
        await LiveGateway.UntilAsync(() => gateway.Shard.SessionId == "second");
        blocked.Set();
        await replay.WaitAsync(LiveGateway.Patience, TestContext.Current.CancellationToken);
        connection.Receive(Event("WORK", 2));
        await LiveGateway.UntilAsync(() => Volatile.Read(ref begun) == 3);

        await LiveGateway.UntilAsync(() => calls.Watermark == 2);
    }

    private static KeptEvent Kept(long sequence) => new(0, "WORK"u8.ToArray(), "{}"u8.ToArray(), sequence);
}
