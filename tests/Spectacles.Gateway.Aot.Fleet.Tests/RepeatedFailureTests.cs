using System.Text;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>A step that has failed is tried again, and nothing that was known before is lost.</summary>
public sealed class RepeatedFailureTests
{
    private readonly NumberedEvents handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_that_could_not_join_again_at_once_takes_its_groups_later()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 8, groupSize: 1);
        var engine = new FailingEngine(fleet.Broker.Connect());
        var one = await fleet.AddNodeAsync("one", engine);
        await fleet.ReadyAsync(8);
        var (two, other) = await fleet.AddNodeAsync("two");
        await fleet.UntilAsync(() => two.Groups.Count > 0 && one.Groups.Count + two.Groups.Count == 8, "the groups");
        int[] owned = [.. Enumerable.Range(0, 8).Where(group => Rendezvous.Choose(["one", "two"], group) == "one")];
        int failures = 0;
        engine.FailWrite = (key, value) =>
            key == NodeKeys.NodeOf("one") && Encoding.UTF8.GetString(value.Span).Contains("joining", StringComparison.Ordinal)
                && failures++ == 0 ? new FleetException("no leader") : null;

        // As if others had declared it dead.
        bool isDeleted = false;
        while (!isDeleted)
        {
            var entry = await other.NodeState.ReadAsync(NodeKeys.NodeOf("one"), Cancel);
            isDeleted = await other.NodeState.TryDeleteAsync(NodeKeys.NodeOf("one"), entry!.Revision, Cancel);
        }

        await fleet.UntilAsync(() => failures > 0 && two.Groups.Count == 8, "the groups of the other node");
        await fleet.UntilAsync(() => one.Groups.Order().SequenceEqual(owned), "the groups of the first node");
        await fleet.ReadyAsync(8);
    }

    [Fact]
    public async Task Session_that_could_not_be_saved_is_resumed_although_the_first_attempt_to_take_the_group_fails()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var engine = new FailingEngine(fleet.Broker.Connect());
        var node = await fleet.AddNodeAsync("one", engine, options => options with { HoldTimeout = TimeSpan.FromSeconds(60) });
        await fleet.ReadyAsync(1);
        await fleet.PassAsync(TimeSpan.FromSeconds(10));
        bool isAway = false;
        bool failsToSave = true;
        engine.FailWrite = (key, _) => isAway || (failsToSave && key == NodeKeys.SessionsOf(0)) ? new FleetException("no leader") : null;
        await fleet.RunAsync(node.Cluster.Shards[0].StartNewSessionAsync(cancellationToken: Cancel));
        await fleet.ReadyAsync(1);
        fleet.Send(0, 1, 3);
        await fleet.UntilAsync(() => handled.Count == 3, "the first events");
        isAway = true;
        await fleet.UntilAsync(() => fleet.Gateway.Sessions.All(one => !one.Connected), "the end of the connection");
        long identifies = fleet.Gateway.Counters.Identifies;
        fleet.Send(0, 4, 6);

        int attempts = engine.Openings;
        engine.FailsToOpen = true;
        isAway = failsToSave = false;
        await fleet.UntilAsync(() => engine.Openings > attempts, "a failed attempt");
        engine.FailsToOpen = false;

        await fleet.UntilAsync(() => handled.Different(0) == 6, "all events");
        Assert.Equal(identifies, fleet.Gateway.Counters.Identifies);
    }

    [Fact]
    public async Task Worker_that_waits_for_the_broker_with_a_request_for_members_stops_in_time()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await fleet.AddWorkerAsync("main", handled.NewHandler());
        fleet.Broker.IsAvailable = false;
        var request = RequestGuildMembers.All(new Snowflake(1)) with { Nonce = "n" };
        var first = worker.Shards.Find(0, 1).SendAsync(request, cancellationToken: Cancel).AsTask();
        await fleet.UntilAsync(() => first.IsCompleted, "the end of the request");
        var second = worker.Shards.Find(0, 1).SendAsync(request, cancellationToken: Cancel).AsTask();

        var began = fleet.Time.GetUtcNow();
        await fleet.RunAsync(worker.StopAsync(Cancel));

        Assert.InRange(fleet.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        var error = await Assert.ThrowsAsync<GatewayException>(() => first);
        Assert.Equal("The broker has not answered within 30 s, so the request for members was not sent.", error.Message);
        await fleet.UntilAsync(() => second.IsCompleted, "the end of the second request");
        error = await Assert.ThrowsAsync<GatewayException>(() => second);
        Assert.Equal("The worker stops, so the request for members was not sent.", error.Message);
    }

    [Fact]
    public async Task Group_that_can_never_be_taken_does_not_keep_the_others_from_being_taken()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        var engine = new FailingEngine(fleet.Broker.Connect())
        {
            FailWrite = (key, _) => key == NodeKeys.SessionsOf(1) ? new FleetException("the value can't be read") : null,
        };

        var node = await fleet.AddNodeAsync("one", engine);

        await fleet.UntilAsync(() => node.Groups.Order().SequenceEqual([0, 2, 3]), "the other groups");
        await fleet.ReadyAsync(3);
    }
}
