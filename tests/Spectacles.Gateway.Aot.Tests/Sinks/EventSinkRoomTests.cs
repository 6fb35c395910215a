namespace Spectacles.Gateway.Tests.Sinks;

/// <summary>A sink that has no room stops the reading of a shard. The event that it refused is delivered once, whatever happens.</summary>
public sealed class EventSinkRoomTests : IAsyncDisposable
{
    private readonly SinkWorld world = new();
    private readonly List<long> handled = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestSink Sink => world.Sink;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Sink_without_room_for_ten_minutes_loses_nothing_and_heartbeats_go_on()
    {
        await FillAsync();

        for (int beat = 0; beat < 15; beat++)
        {
            await world.PassBeatAsync();
        }

        Assert.All(world.Sent(Opcode.Heartbeat), sequence => Assert.Equal(3, sequence));
        Assert.Equal([1], Sink.Numbers);
        Assert.Equal(1, world.Cluster.GetStatus().Shards[0].EventsUnconfirmed);
        Sink.Empty();
        await AllArriveAsync();

        Assert.Equal(0, world.Gateway.Counters.Resumes);
        Assert.Equal(0, world.Shard.CallsAbandoned);
        Assert.Empty(world.Errors);
    }

    [Fact]
    public async Task Close_by_the_server_while_there_is_no_room_loses_nothing()
    {
        await FillAsync();
        world.Gateway.ConnectionOf(0).Close(CloseCode.UnknownError);
        world.Send(21, 30);

        Sink.Empty();
        await AllArriveAsync(30);

        Assert.Equal(1, world.Gateway.Counters.Resumes);
    }

    [Fact]
    public async Task Connection_that_breaks_while_there_is_no_room_is_resumed_before_there_is()
    {
        await FillAsync();
        world.Gateway.ConnectionOf(0).Drop();
        world.Send(21, 30);

        await world.PassTimeUntilAsync(Sink.FullAsync());
        await world.PassBeatAsync();
        await world.PassBeatAsync();
        Assert.Equal([3], world.Sent(Opcode.Resume));
        Assert.Equal([1], Sink.Numbers);
        Sink.Empty();
        await AllArriveAsync(30);
    }

    [Fact]
    public async Task Order_to_reconnect_while_there_is_no_room_is_obeyed_at_once()
    {
        await FillAsync();
        var reconnected = world.Shard.ReconnectAsync(cancellationToken: Cancel);

        await Sink.FullAsync();
        Assert.Equal([3], world.Sent(Opcode.Resume));
        Sink.Empty();
        await reconnected.WaitAsync(LiveGateway.Patience, Cancel);
        await AllArriveAsync();
    }

    [Fact]
    public async Task Sink_without_room_through_several_connections_does_not_lose_the_session()
    {
        await FillAsync();
        for (int i = 0; i < 4; i++)
        {
            world.Gateway.ConnectionOf(0).Drop();
            await world.PassTimeUntilAsync(Sink.FullAsync());
            await world.PassBeatAsync();
        }

        Sink.Empty();
        await AllArriveAsync();

        Assert.Equal(1, world.Gateway.Counters.Identifies);
        Assert.DoesNotContain(world.Errors, error => error.Kind == GatewayErrorKind.SessionLost);
    }

    [Fact]
    public async Task Stop_while_there_is_no_room_leaves_the_event_to_the_next_start()
    {
        await FillAsync();

        await world.Cluster.StopAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(3, await world.StoredAsync());
        Assert.DoesNotContain(world.Errors, error => error.Kind == GatewayErrorKind.Stop);
        Sink.Empty();
        await world.StartAsync(handlers: Handler);
        await AllArriveAsync();
    }

    [Fact]
    public async Task Sink_that_ignores_its_token_does_not_hold_a_stop()
    {
        Sink.IgnoresToken = true;
        await FillAsync();

        await world.Cluster.StopAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(3, await world.StoredAsync());
    }

    [Fact]
    public async Task READY_that_was_refused_is_delivered_again()
    {
        Sink.Fill();
        var started = world.StartAsync(handlers: Handler);
        await world.PassTimeUntilAsync(Sink.FullAsync());
        await started;
        var reconnected = world.Shard.ReconnectAsync(cancellationToken: Cancel);
        await Sink.FullAsync();

        Sink.Empty();
        await reconnected.WaitAsync(LiveGateway.Patience, Cancel);
        world.Send(1, 2);
        await LiveGateway.UntilAsync(() => Sink.Numbers.Count() == 2);

        Assert.Equal(["READY", "GUILD_CREATE", "RESUMED", "X", "X"], Sink.Taken.Select(one => one.Name));
    }

    private Handler Handler => new("X", (in dispatch, _, _) =>
    {
        handled.Add(dispatch.Sequence);
        return default;
    });

    /// <summary>The first of 20 events was taken and confirmed; there is no room for the second.</summary>
    private async Task FillAsync()
    {
        Sink.Confirms = true;
        await world.StartAsync(handlers: Handler);
        world.Send(1, 1);
        await LiveGateway.UntilAsync(() => Sink.Numbers.Any());
        Sink.Fill();
        world.Send(2, 20);
        await Sink.FullAsync();
    }

    private async Task AllArriveAsync(int last = 20)
    {
        await world.PassTimeUntilAsync(() => Sink.Numbers.Contains(last));
        await LiveGateway.UntilAsync(() => handled.Count == last);
        Assert.Equal(Enumerable.Range(1, last), Sink.Numbers);
    }
}
