namespace Spectacles.Gateway.Tests.Sinks;

/// <summary>A sink takes and confirms the events of a cluster.</summary>
public sealed class EventSinkTests : IAsyncDisposable
{
    private readonly SinkWorld world = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestSink Sink => world.Sink;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Sink_receives_every_event_in_order_with_its_session_and_before_handlers()
    {
        List<int> takenBeforeCall = [];
        await world.StartAsync(handlers: new Handler("X", (in _, _, _) =>
        {
            takenBeforeCall.Add(Sink.Numbers.Count());
            return default;
        }));

        world.Send(1, 3);

        await LiveGateway.UntilAsync(() => takenBeforeCall.Count == 3);
        var session = Assert.Single(world.Gateway.Sessions);
        Assert.Equal(["READY", "GUILD_CREATE", "X", "X", "X"], Sink.Taken.Select(one => one.Name));
        Assert.Equal([1, 2, 3, 4, 5], Sink.Taken.Select(one => one.Receipt.Sequence));
        Assert.All(Sink.Taken, one => Assert.Equal(session.Id, one.Receipt.SessionId));
        Assert.All(Sink.Taken, one => Assert.DoesNotContain(session.Id, one.Receipt.ToString(), StringComparison.Ordinal));
        Assert.Equal([1, 2, 3], takenBeforeCall);
    }

    [Fact]
    public async Task Heartbeats_and_RESUME_contain_the_sequence_up_to_which_all_events_are_confirmed()
    {
        await world.StartAsync();
        world.Send(1, 4);
        await LiveGateway.UntilAsync(() => Sink.Taken.Count == 6);
        Sink.Taken[4].Receipt.Confirm();
        Sink.Taken[2].Receipt.Confirm();
        Sink.Taken[1].Receipt.Confirm();
        Assert.Null(await world.BeatAsync());
        Sink.Taken[0].Receipt.Confirm();
        Assert.Equal(3, await world.BeatAsync());
        Assert.Equal(2, world.Cluster.GetStatus().Shards[0].EventsUnconfirmed);

        await world.PassTimeUntilAsync(world.Shard.ReconnectAsync(cancellationToken: Cancel));
        world.Send(5, 5);
        await LiveGateway.UntilAsync(() => Sink.Numbers.Contains(5));

        Assert.Equal([3], world.Sent(Opcode.Resume));
        Assert.Equal([1, 2, 3, 4, 5], Sink.Numbers);
        Assert.Equal(3, world.Cluster.GetStatus().Shards[0].EventsRepeated);
        Sink.ConfirmAll();
        Assert.Equal(8, await world.BeatAsync());
    }

    [Fact]
    public async Task Replay_that_contains_an_earlier_RESUMED_repeats_nothing()
    {
        await world.StartAsync();
        for (int round = 1; round <= 3; round++)
        {
            world.Send(round, round);
            await LiveGateway.UntilAsync(() => Sink.Numbers.Contains(round));
            await world.PassTimeUntilAsync(world.Shard.ReconnectAsync(cancellationToken: Cancel));
        }

        world.Send(4, 4);
        await LiveGateway.UntilAsync(() => Sink.Numbers.Contains(4));

        Assert.Equal([0, 0, 0], world.Sent(Opcode.Resume));
        Assert.Equal([1, 2, 3, 4], Sink.Numbers);
        Assert.DoesNotContain(world.Errors, error => error.Kind == GatewayErrorKind.Sequence);
    }

    [Fact]
    public async Task Events_that_are_not_wanted_or_too_large_count_as_done()
    {
        Sink.Decide = (name, _) => name == "X" ? SinkResult.NotWanted : SinkResult.Taken;
        await world.StartAsync(world.Options with { MaxMessageBytes = 16 * 1024 });
        await LiveGateway.UntilAsync(() => Sink.Taken.Count == 2);
        Sink.ConfirmAll();

        world.Send(1, 1);
        world.Gateway.Dispatch("Y", $"\"{new string('y', 20_000)}\"");
        world.Send(2, 2);
        await LiveGateway.UntilAsync(() => world.Shard.EventsReceived == 5);

        Assert.Equal(5, await world.BeatAsync());
        Assert.Equal(2, Sink.Taken.Count);
    }

    [Fact]
    public async Task Receipts_of_an_earlier_session_have_no_effect_on_the_later_one()
    {
        await world.StartAsync();
        world.Send(1, 3);
        await LiveGateway.UntilAsync(() => Sink.Taken.Count == 5);
        world.Gateway.ConnectionOf(0).InvalidateSession(resumable: false);
        await world.PassTimeUntilAsync(() => Sink.Taken.Count == 7);

        foreach (var one in Sink.Taken.Take(5))
        {
            one.Receipt.Confirm();
        }

        Assert.Null(await world.BeatAsync());
        Assert.NotEqual(Sink.Taken[0].Receipt.SessionId, Sink.Taken[5].Receipt.SessionId);
        Assert.NotEqual(Sink.Taken[0].Receipt, Sink.Taken[5].Receipt);
        Sink.Taken[5].Receipt.Confirm();
        Assert.Equal(1, await world.BeatAsync());
    }

    [Fact]
    public async Task Event_that_repeats_a_sequence_does_not_confirm_the_event_that_has_it()
    {
        await using var gateway = new MemoryGateway();
        var connection = await gateway.StartAsync(new ClusterOptions { EventSink = Sink, Intents = GatewayIntents.Guilds });
        connection.Receive(MemoryGateway.Event("X", 2, "1"));
        connection.Receive(MemoryGateway.Event("X", 2, "2"));
        connection.Receive(MemoryGateway.Event("X", 3, "3"));
        await LiveGateway.UntilAsync(() => Sink.Numbers.Count() == 3);

        Sink.Taken[0].Receipt.Confirm();
        Sink.Taken[2].Receipt.Confirm();
        Sink.Taken[3].Receipt.Confirm();
        Assert.Equal(1, gateway.Shard.Inside().Parts.Lifecycle.Session!.Confirmed);
        Sink.Taken[1].Receipt.Confirm();

        Assert.Equal(3, gateway.Shard.Inside().Parts.Lifecycle.Session!.Confirmed);
        default(EventReceipt).Confirm();
    }

    [Fact]
    public async Task Stored_sequence_is_the_lesser_of_what_is_confirmed_and_what_handlers_have_finished()
    {
        var hold = new TaskCompletionSource();
        await world.StartAsync(
            world.Options with { HandlerTimeout = Timeout.InfiniteTimeSpan },
            handlers: new Handler("X", (in dispatch, _, _) => dispatch.Sequence == 4 ? new ValueTask(hold.Task) : default));
        world.Send(1, 3);
        await LiveGateway.UntilAsync(() => Sink.Taken.Count == 5);

        Sink.Taken[0].Receipt.Confirm();
        await SavedAsync(1);
        Sink.ConfirmAll();
        await SavedAsync(3);
        hold.SetResult();
        await SavedAsync(5);
    }

    [Fact]
    public async Task Sink_without_intents_is_an_error_that_says_what_to_do()
    {
        await using var gateway = new MemoryGateway();
        var cluster = gateway.Make(new ClusterOptions { EventSink = Sink });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.SpawnAsync(Cancel));

        Assert.Contains("Set ClusterOptions.Intents", error.Message, StringComparison.Ordinal);
        cluster.AddHandler(new Handler("MESSAGE_CREATE", (in _, _, _) => default, GatewayIntents.GuildMessages));
        await cluster.SpawnAsync(Cancel);
    }

    [Fact]
    public async Task Cluster_with_a_sink_and_without_handlers_does_not_warn_and_does_not_reshard()
    {
        await world.StartAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => world.Cluster.ReshardAsync(2, Cancel));

        Assert.Contains("ClusterOptions.EventSink", error.Message, StringComparison.Ordinal);
        Assert.Empty(world.Errors);
    }

    private async Task SavedAsync(long sequence)
    {
        await LiveGateway.UntilAsync(() => world.Shard.Inside().Parts.Lifecycle.Session is not null);
        await world.PassTimeUntilAsync(() => world.StoredAsync().GetAwaiter().GetResult() == sequence);
        for (int i = 0; i < 3; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(5, Cancel);
            Assert.Equal(sequence, await world.StoredAsync());
        }
    }
}
