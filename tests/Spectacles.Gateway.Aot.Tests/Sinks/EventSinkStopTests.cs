using System.Collections.Concurrent;

namespace Spectacles.Gateway.Tests.Sinks;

/// <summary>What is not confirmed at the end of a process is delivered to the next one.</summary>
public sealed class EventSinkStopTests : IAsyncDisposable
{
    private readonly SinkWorld world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestSink Sink => world.Sink;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_waits_for_confirmations_and_keeps_the_session_at_the_last_one(bool removesShard)
    {
        await StartAsync();
        var stopped = removesShard ? RemoveAsync() : world.Cluster.StopAsync(Cancel);
        await PassMostOfTheTimeAsync();

        Assert.False(stopped.IsCompleted);
        Sink.ConfirmAll();
        await stopped.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(12, await world.StoredAsync());
        Assert.DoesNotContain(world.Errors, error => error.Kind == GatewayErrorKind.Stop);
    }

    [Fact]
    public async Task Stop_reports_what_is_not_confirmed_at_its_deadline_and_the_next_start_delivers_it()
    {
        await StartAsync();
        foreach (var one in Sink.Taken.Take(5))
        {
            one.Receipt.Confirm();
        }

        await world.PassTimeUntilAsync(world.Cluster.StopAsync(Cancel));

        var error = Assert.Single(world.Errors, one => one.Kind == GatewayErrorKind.Stop);
        Assert.Contains(
            "7 events are not confirmed by the event sink: 7 from sequence 6 on of shard 0", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, await world.StoredAsync());
        var next = new TestSink();
        await world.StartAsync(world.Options with { EventSink = next });
        await LiveGateway.UntilAsync(() => next.Numbers.Contains(10));
        Assert.Equal(Enumerable.Range(4, 7), next.Numbers);
        next.ConfirmAll();
    }

    [Fact]
    public async Task Stop_waits_for_the_events_of_a_session_that_was_lost()
    {
        await StartAsync();
        world.Gateway.ConnectionOf(0).InvalidateSession(resumable: false);
        await world.PassTimeUntilAsync(() => Sink.Taken.Count == 14);
        Sink.Taken[12].Receipt.Confirm();
        Sink.Taken[13].Receipt.Confirm();
        Assert.Equal(12, world.Cluster.GetStatus().Shards[0].EventsUnconfirmed);

        var stopped = world.Cluster.StopAsync(Cancel);
        await PassMostOfTheTimeAsync();

        Assert.False(stopped.IsCompleted);
        Sink.ConfirmAll();
        await stopped.WaitAsync(LiveGateway.Patience, Cancel);
    }

    [Fact]
    public async Task Process_that_is_killed_loses_nothing_at_a_gateway_that_forgets_what_was_acknowledged()
    {
        var first = new CrashableProcess(world.Store, new ConcurrentDictionary<(int Shard, string Number), int>());
        await world.StartAsync(
            first.Options with { EventSink = Sink, Intents = GatewayIntents.Guilds, TimeProvider = world.Time }, forgets: true);
        world.Send(1, 20);
        await LiveGateway.UntilAsync(() => Sink.Taken.Count == 22);
        await world.PassTimeUntilAsync(() => world.StoredAsync().GetAwaiter().GetResult() is not null);
        foreach (var one in Sink.Taken.Take(12).Concat(Sink.Taken.Skip(15)))
        {
            one.Receipt.Confirm();
        }

        Assert.Equal(12, await world.BeatAsync());
        await LiveGateway.UntilAsync(() => world.Gateway.Sessions[0].AcknowledgedSequence == 12);
        first.Kill();

        var second = new TestSink { Confirms = true };
        await world.StartAsync(world.Options with { EventSink = second });
        await world.PassTimeUntilAsync(() => second.Numbers.Contains(20));

        // Numbers 1 to 10 and 14 to 20 were stored by the first process.
        Assert.Equal(1, world.Gateway.Counters.Identifies);
        Assert.Equal(Enumerable.Range(11, 10), second.Numbers);
        Assert.Equal(world.Gateway.Sessions[0].Sequence, await world.BeatAsync());
    }

    [Fact]
    public async Task Sink_that_blocks_does_not_hold_a_stop_and_is_named()
    {
        using var hold = new ManualResetEventSlim();
        using var blocks = new ManualResetEventSlim();
        Sink.Decide = (name, _) =>
        {
            if (name == "X")
            {
                blocks.Set();
                hold.Wait(Cancel);
            }

            return SinkResult.Taken;
        };
        await world.StartAsync();
        world.Send(1, 1);
        await LiveGateway.UntilAsync(() => blocks.IsSet);

        await world.PassTimeUntilAsync(world.Cluster.StopAsync(Cancel));
        hold.Set();

        Assert.Contains(
            "the event sink blocks the thread of its shard (shard 0)",
            Assert.Single(world.Errors, one => one.Kind == GatewayErrorKind.Stop).Message,
            StringComparison.Ordinal);
    }

    private async Task RemoveAsync()
    {
        var session = await world.Cluster.RemoveShardAsync(0, keepSession: true, Cancel);
        Assert.Equal(12, session!.Sequence);
    }

    /// <summary>Passes most of the 4 seconds that handlers and the sink have at a stop.</summary>
    private async Task PassMostOfTheTimeAsync()
    {
        for (int i = 0; i < 35; i++)
        {
            await Task.Delay(1, Cancel);
            world.Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    private async Task StartAsync()
    {
        await world.StartAsync();
        world.Send(1, 10);
        await LiveGateway.UntilAsync(() => Sink.Taken.Count == 12);
    }
}
