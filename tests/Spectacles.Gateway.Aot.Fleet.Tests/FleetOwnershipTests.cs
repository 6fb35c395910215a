namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Every group has one owner that runs it, whatever fails in between.</summary>
public sealed class FleetOwnershipTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_that_was_cut_off_is_found_dead_while_another_confirms_its_own_lease_all_the_time()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var watcher = fleet.Broker.Connect();
        using var lease = new NodeLease(watcher.NodeState, "one", fleet.Time);
        using var silent = new NodeLease(fleet.Broker.Connect().NodeState, "two", fleet.Time);
        await silent.BeginAsync(Cancel);
        await lease.BeginAsync(Cancel);
        var members = new FleetMembers(watcher.NodeState);
        var services = NewServices(fleet, watcher, lease, members);
        await using var watch = new NodeWatch(services, new NeededEvents());
        watch.Start();
        await watch.WhenCurrent;
        var began = fleet.Time.GetUtcNow();

        while ((await members.BuryDeadAsync(lease.Key, Cancel)).Count == 0)
        {
            // As each command and each reconnect does.
            Assert.True(await lease.ConfirmAsync(Cancel));
            await fleet.PassAsync(TimeSpan.FromMilliseconds(100));
            Assert.InRange(fleet.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(25));
        }

        Assert.InRange(fleet.Time.GetUtcNow() - began, TimeSpan.FromSeconds(13), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task Group_of_a_living_node_is_not_taken_by_one_whose_watch_is_late()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var living = fleet.Broker.Connect();
        using var owner = new NodeLease(living.NodeState, "one", fleet.Time);
        await owner.BeginAsync(Cancel);
        await living.NodeState.TryWriteAsync(
            NodeKeys.GroupOf(0), new GroupEntry(owner.Incarnation, 5).Write(), expectedRevision: 0, Cancel);
        var engine = fleet.Broker.Connect();
        using var lease = new NodeLease(engine.NodeState, "two", fleet.Time);

        // Its watch has seen nobody yet.
        var services = NewServices(fleet, engine, lease, new FleetMembers(engine.NodeState));

        Assert.Null(await OwnedGroup.TryTakeAsync(services, 0, former: null, Cancel));
        await owner.EndAsync(Cancel);
        await using var taken = await OwnedGroup.TryTakeAsync(services, 0, former: null, Cancel);
        Assert.Equal(6, taken!.Fence);
    }

    [Fact]
    public async Task Group_whose_hand_over_has_failed_runs_again_when_the_other_node_has_gone()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        bool fails = false;
        var engine = new FailingEngine(fleet.Broker.Connect())
        {
            FailWrite = (key, value) => fails && key.StartsWith(NodeKeys.Groups, StringComparison.Ordinal)
                && value.Span.EndsWith(" "u8) ? new FleetException("no room") : null,
        };
        var node = await fleet.AddNodeAsync("one", engine);
        await fleet.ReadyAsync(4);
        fails = true;
        var (second, _) = await fleet.AddNodeAsync("two");
        await fleet.UntilAsync(() => fleet.Gateway.Sessions.Any(one => !one.Connected), "a closed shard");

        await fleet.RunAsync(second.StopAsync(Cancel));
        fails = false;

        await fleet.UntilAsync(() => node.Groups.Count == 4, "the groups");
        await fleet.ReadyAsync(4);
        Assert.Equal(4, fleet.Gateway.Sessions.Count);
    }

    [Fact]
    public async Task Group_that_a_node_could_not_take_gets_another_owner()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var engine = new FailingEngine(fleet.Broker.Connect()) { FailsToOpen = true };
        var node = await fleet.AddNodeAsync("one", engine);
        await fleet.UntilAsync(() => engine.Openings > 0, "an attempt");

        var drained = node.DrainAsync(Cancel);
        var (second, _) = await fleet.AddNodeAsync("two");
        await fleet.RunAsync(drained);

        await fleet.UntilAsync(() => second.Groups.Count == 2, "the groups");
        await fleet.ReadyAsync(2);
    }

    [Fact]
    public async Task Sessions_are_saved_while_further_groups_are_taken()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 30, groupSize: 1);
        var (_, engine) = await fleet.AddNodeAsync("one", options => options with { ShardsPerSecond = 1 });

        await fleet.UntilAsync(() => fleet.Gateway.Sessions.Count(one => one.Connected) >= 20, "twenty shards");

        int saved = 0;
        for (int group = 0; group < 30; group++)
        {
            var entry = await engine.NodeState.ReadAsync(NodeKeys.SessionsOf(group), Cancel);
            saved += entry is null ? 0 : SessionsEntry.Read(entry.Value.Span)!.Sessions.Count;
        }

        Assert.InRange(saved, 17, 30);
    }

    [Fact]
    public async Task Sessions_are_resumed_after_the_connections_were_given_up_without_the_broker()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        fleet.Broker.IsAvailable = false;
        await fleet.PassAsync(TimeSpan.FromSeconds(590));
        Assert.All(fleet.Gateway.Sessions, one => Assert.True(one.Connected));
        await fleet.UntilAsync(() => fleet.Gateway.Sessions.All(one => !one.Connected), "the end of the connections");
        fleet.Broker.IsAvailable = true;

        await fleet.ReadyAsync(2);
        Assert.Equal(2, fleet.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task Connections_of_all_groups_end_together_when_they_are_lost()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 8, groupSize: 1);
        await fleet.AddWorkerAsync("main", new NumberedEvents().NewHandler());
        var (node, engine) = await fleet.AddNodeAsync("one", options => options with { HoldTimeout = TimeSpan.FromSeconds(60) });
        await fleet.ReadyAsync(8);
        engine.Disconnect();
        for (int shard = 0; shard < 8; shard++)
        {
            fleet.Send(shard, 1, 3);
        }

        await fleet.UntilAsync(() => node.Groups.Count < 8, "the first");
        var began = fleet.Time.GetUtcNow();
        await fleet.UntilAsync(() => fleet.Gateway.Sessions.All(one => !one.Connected), "the end of the connections");

        Assert.InRange(fleet.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        engine.Reconnect();
    }

    [Fact]
    public async Task Node_renews_its_lease_after_an_exception_of_any_type()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        int thrown = 0;
        var engine = new FailingEngine(fleet.Broker.Connect());
        var node = await fleet.AddNodeAsync("one", engine);
        await fleet.ReadyAsync(1);

        engine.FailWrite = (key, _) =>
            key.StartsWith(NodeKeys.Nodes, StringComparison.Ordinal) && thrown++ == 0 ? new TimeoutException("a driver") : null;
        await fleet.UntilAsync(() => thrown > 0, "the exception");
        int before = engine.Renewals;
        await fleet.PassAsync(TimeSpan.FromSeconds(60));

        Assert.InRange(engine.Renewals - before, 25, 70);
        Assert.False(node.Completion.IsCompleted);
        Assert.Contains(fleet.Errors, error => error.Message.Contains("could not be renewed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Node_with_another_plan_or_other_intents_is_refused_while_others_run()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var (first, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);

        var error = await Assert.ThrowsAsync<FleetException>(
            () => fleet.AddNodeAsync("two", options => options with { Intents = GatewayIntents.Guilds }));
        await fleet.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(
            "The nodes of the fleet bot have 2 shards in groups of 1 and 4 partitions, intents 513, but this one has 2 shards in groups of "
            + "1 and 4 partitions, intents 1: give all nodes the same, or stop all of them to change it.",
            error.Message);
        Assert.True(error.IsConfigurationError);
        Assert.Equal(2, first.Groups.Count);
        Assert.Equal(2, fleet.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task What_the_nodes_have_in_common_can_change_when_none_runs()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var (first, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        await fleet.RunAsync(first.StopAsync(Cancel));

        var (second, _) = await fleet.AddNodeAsync("two", options => options with { Intents = GatewayIntents.Guilds });

        await fleet.UntilAsync(() => second.Groups.Count == 2, "the groups");
        await Assert.ThrowsAsync<FleetException>(() => fleet.AddNodeAsync("three"));
    }

    [Fact]
    public async Task Worker_and_status_with_another_plan_are_refused()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddNodeAsync("one");
        await using var engine = new FailingEngine(fleet.Broker.Connect())
        {
            Plan = new FleetPlan { Name = "bot", ShardCount = 4, GroupSize = 1, Partitions = 4 },
        };
        await using var worker = new FleetWorker(engine, new FleetWorkerOptions { Group = "main" });

        var ofWorker = await Assert.ThrowsAsync<FleetException>(() => worker.StartAsync(Cancel));
        var ofStatus = await Assert.ThrowsAsync<FleetException>(() => FleetStatus.ReadAsync(engine, Cancel));

        Assert.Equal(
            "The nodes of the fleet bot have 2 shards in groups of 1 and 4 partitions, but this process has 4 shards in groups of 1 and 4 "
            + "partitions: give all processes the same plan. After a change of the plan, start a node first.",
            ofWorker.Message);
        Assert.Equal(ofWorker.Message, ofStatus.Message);
    }

    private static NodeServices NewServices(TestFleet fleet, MemoryEngine engine, NodeLease lease, FleetMembers members) => new()
    {
        Engine = engine,
        Lease = lease,
        Members = members,
        Publishing = new PublisherServices(new BufferBudget(1000), 1 << 20, fleet.Time, (_, _) => { }),
        Time = fleet.Time,
        Report = (_, _) => { },
    };
}
