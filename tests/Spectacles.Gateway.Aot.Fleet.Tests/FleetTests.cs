using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Nodes and workers together, over real sockets with the simulated gateway, and a broker in memory.</summary>
public sealed class FleetTests
{
    private readonly NumberedEvents handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_handles_the_events_of_every_shard_in_order()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 2);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(4);

        for (int shard = 0; shard < 4; shard++)
        {
            fleet.Send(shard, 100 * shard, (100 * shard) + 99);
        }

        await fleet.UntilAsync(() => handled.Count == 400, "all events");
        Assert.All(Enumerable.Range(0, 4), shard => Assert.Equal(Enumerable.Range(100 * shard, 100), handled.Of(shard)));
        Assert.Equal([0, 1], node.Groups);
    }

    [Fact]
    public async Task Workers_of_a_group_share_the_events_and_every_group_gets_all()
    {
        var other = new NumberedEvents();
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        await fleet.AddWorkerAsync("statistics", other.NewHandler());
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(4);

        for (int shard = 0; shard < 4; shard++)
        {
            fleet.Send(shard, 1, 10);
        }

        await fleet.UntilAsync(() => handled.Count == 40 && other.Count == 40, "all events");
        await fleet.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((40, 40), (handled.Count, other.Count));
    }

    [Fact]
    public async Task Groups_of_a_node_that_stops_are_resumed_by_another_without_a_new_session()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 2);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (first, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(4);
        fleet.Send(0, 1, 10);
        await fleet.UntilAsync(() => handled.Count == 10, "the first events");
        string[] sessions = [.. fleet.Gateway.Sessions.Select(one => one.Id).Order()];
        var (second, _) = await fleet.AddNodeAsync("two");

        await fleet.RunAsync(first.StopAsync(Cancel));
        fleet.Send(0, 11, 20);

        await fleet.UntilAsync(() => second.Groups.Count == 2, "the groups");
        await fleet.ReadyAsync(4);
        await fleet.UntilAsync(() => handled.Count == 20, "the later events");
        Assert.Equal(Enumerable.Range(1, 20), handled.Of(0));
        Assert.Equal(sessions, fleet.Gateway.Sessions.Select(one => one.Id).Order());
    }

    [Fact]
    public async Task Drained_node_hands_its_groups_over_and_takes_none()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 6, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (first, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(6);
        var (second, _) = await fleet.AddNodeAsync("two");

        await fleet.RunAsync(first.DrainAsync(Cancel));
        await fleet.UntilAsync(() => second.Groups.Count == 6, "the groups");
        await fleet.ReadyAsync(6);

        Assert.Empty(first.Groups);
        Assert.Empty(first.Cluster.Shards);
        Assert.Equal(6, fleet.Gateway.Sessions.Count);
    }

    [Fact]
    public async Task Command_of_a_worker_is_sent_by_the_node_that_owns_the_shard()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddWorkerAsync(
            "main",
            new Handler("X", (in _, shard, cancel) => shard.SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: cancel)));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);

        fleet.Send(1, 1, 1);

        await fleet.UntilAsync(() => fleet.Gateway.Received.Any(one => one.Opcode == Opcode.PresenceUpdate), "the command");
        Assert.Equal(1, Assert.Single(fleet.Gateway.Received, one => one.Opcode == Opcode.PresenceUpdate).ShardId);
    }

    [Fact]
    public async Task Event_whose_handler_fails_is_tried_again_and_becomes_a_dead_letter()
    {
        int calls = 0;
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await fleet.AddWorkerAsync("main", new Handler("X", (in dispatch, _, _) =>
        {
            if (TestFleet.NumberOf(dispatch) == 3)
            {
                Interlocked.Increment(ref calls);
                throw new InvalidOperationException("the database is gone");
            }

            return default;
        }));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);

        fleet.Send(0, 1, 5);

        await fleet.UntilAsync(() => worker.EventsBuried == 1, "the dead letter");
        Assert.Equal(5, calls);
        await using var engine = fleet.Broker.Connect();
        var letters = engine.Events.DeadLetters;
        Assert.Equal(1, await letters.CountAsync("main", Cancel));
        await foreach (var letter in letters.ListAsync("main", Cancel))
        {
            Assert.Equal("X", letter.EventName);
        }
    }

    [Fact]
    public async Task Status_names_nodes_worker_groups_and_groups_without_an_owner()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(4);
        fleet.Send(0, 1, 10);
        await fleet.UntilAsync(() => handled.Count == 10, "the events");
        await fleet.UntilAsync(() => node.GetStatus().ShardsReady == 4, "READY");
        await using var engine = fleet.Broker.Connect();

        var status = await FleetStatus.ReadAsync(engine, Cancel);
        await fleet.RunAsync(node.StopAsync(Cancel));
        var stopped = await FleetStatus.ReadAsync(engine, Cancel);

        var one = Assert.Single(status.Nodes);
        Assert.Equal(("one", false, true, 4, 4), (one.Name, one.IsDraining, one.HasAnswered, one.Shards, one.ShardsReady));
        Assert.Equal([0, 1, 2, 3], one.Groups);
        Assert.Equal(10, one.EventsStored);
        Assert.Empty(status.GroupsWithoutOwner);
        var workers = Assert.Single(status.WorkerGroups);
        Assert.Equal(("main", 0, 0), (workers.Name, workers.Unread, workers.DeadLetters));
        Assert.Equal(["X"], workers.Events);
        Assert.Empty(stopped.Nodes);
        Assert.Equal([0, 1, 2, 3], stopped.GroupsWithoutOwner);
    }

    [Fact]
    public async Task Drain_that_is_asked_for_elsewhere_hands_the_groups_over()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var (first, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        var (second, _) = await fleet.AddNodeAsync("two");
        await using var engine = fleet.Broker.Connect();

        Assert.True(await FleetNode.TryDrainAsync(engine, "one", Cancel));
        Assert.False(await FleetNode.TryDrainAsync(engine, "three", Cancel));

        await fleet.UntilAsync(() => second.Groups.Count == 2, "the groups");
        Assert.Empty(first.Groups);
    }

    [Fact]
    public async Task Node_whose_intents_Discord_refuses_ends_with_that_error()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var (node, _) = await fleet.AddNodeAsync("one", options => options with { Intents = GatewayIntents.MessageContent });

        var run = node.RunAsync(Cancel);
        await fleet.UntilAsync(() => run.IsCompleted, "the end of the node");

        var error = await Assert.ThrowsAsync<GatewayClosedException>(() => run);
        Assert.True(error.IsConfigurationError);
    }

    [Fact]
    public async Task Shard_that_is_handed_over_to_a_node_that_joins_is_away_for_less_than_two_seconds()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(4);
        var awaySince = new Dictionary<int, DateTimeOffset>();
        var longest = TimeSpan.Zero;
        var joining = fleet.AddNodeAsync("two");

        await fleet.UntilAsync(
            () =>
            {
                foreach (var session in fleet.Gateway.Sessions)
                {
                    if (session.Connected)
                    {
                        awaySince.Remove(session.ShardId);
                    }
                    else if (awaySince.TryAdd(session.ShardId, fleet.Time.GetUtcNow()) || true)
                    {
                        var away = fleet.Time.GetUtcNow() - awaySince[session.ShardId];
                        longest = away > longest ? away : longest;
                    }
                }

                return joining.IsCompletedSuccessfully && joining.Result.Node.Groups.Count > 0 && awaySince.Count == 0;
            },
            "the hand-over");

        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal(4, fleet.Gateway.Sessions.Count);
    }
}
