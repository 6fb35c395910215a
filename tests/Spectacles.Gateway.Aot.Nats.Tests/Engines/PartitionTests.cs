using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>One of three servers is cut off from the others. A node that knows no other server stays connected to it.</summary>
[Collection(nameof(ThreeServers))]
public sealed class PartitionTests(SharedCluster shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_on_a_server_that_is_cut_off_for_seconds_keeps_its_connections_and_nothing_is_lost()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var fleet = await NumberedFleet.StartAsync();
        var cutOff = shared.Cluster.Servers[0];
        var (inside, outside) = await StartAsync(fleet, cutOff);
        int[] cut = [.. inside.Groups.SelectMany(fleet.Plan.ShardsOf)];
        int[] others = [.. outside.Groups.SelectMany(fleet.Plan.ShardsOf)];

        bool areHeldBack;
        shared.Cluster.Isolate(cutOff);
        try
        {
            fleet.Send(101, 200);
            await fleet.UntilAsync(() => others.All(shard => fleet.HasHandled(shard, 200)), "the events of the other node are handled");
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Cancel);
            areHeldBack = cut.All(shard => !fleet.HasHandled(shard, 200)) && inside.GetStatus().BytesWaiting > 0;
        }
        finally
        {
            shared.Cluster.Rejoin(cutOff);
        }

        await fleet.UntilAsync(() => fleet.HasHandled(200), "all events are handled");
        Assert.True(areHeldBack, "the node has appended through a server that is cut off");
        Assert.Equal(fleet.Plan.ShardCount, fleet.Gateway.Counters.Connections);
        Assert.Equal(fleet.Plan.ShardCount, fleet.Gateway.Counters.Identifies);
        await shared.Cluster.ReadyAsync();
    }

    [Fact]
    public async Task Groups_of_a_node_on_a_server_that_is_cut_off_past_the_lease_move_and_nothing_is_lost()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        await using var fleet = await NumberedFleet.StartAsync();
        var cutOff = shared.Cluster.Servers[0];
        var (inside, outside) = await StartAsync(fleet, cutOff);

        long connections;
        shared.Cluster.Isolate(cutOff);
        try
        {
            fleet.Send(101, 200);
            await fleet.UntilAsync(() => outside.Groups.Count == fleet.Plan.Groups, "the other node takes all groups");
            await fleet.UntilAsync(() => fleet.HasHandled(200), "the events are handled although the server is cut off");
            connections = fleet.Gateway.Counters.Connections;
        }
        finally
        {
            shared.Cluster.Rejoin(cutOff);
        }

        // Each of the two has one group again, by a planned hand-over.
        await fleet.UntilAsync(() => inside.Groups.Count == 1 && outside.Groups.Count == 1, "the node joins again");
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "its sessions are resumed");
        fleet.Send(201, 300);
        await fleet.UntilAsync(() => fleet.HasHandled(300), "all events are handled");
        Assert.Equal(fleet.Plan.ShardCount + fleet.Plan.GroupSize, connections);
        Assert.Equal(fleet.Plan.ShardCount, fleet.Gateway.Counters.Identifies);
        await shared.Cluster.ReadyAsync();
    }

    /// <summary>Starts a node that knows one server only, another one and a worker that know the others, and handles some events.</summary>
    private async Task<(FleetNode Inside, FleetNode Outside)> StartAsync(NumberedFleet fleet, NatsServer one)
    {
        var alone = TestOptions.For(fleet.Plan, one.Url) with { Replicas = 3 };
        var urls = shared.Cluster.Servers.Where(server => server != one).Select(server => server.Url);
        var others = alone with { Url = string.Join(',', urls) };
        await fleet.AddWorkerAsync(await fleet.ConnectAsync(others with { Role = NatsRole.Worker }));
        var inside = await fleet.AddNodeAsync(await fleet.ConnectAsync(alone), "first");
        var engine = await fleet.ConnectAsync(others);
        var outside = await fleet.AddNodeAsync(engine, "second");
        await fleet.UntilAsync(() => inside.Groups.Count == 1 && outside.Groups.Count == 1, "each node has a group");
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "all shards connect");
        await fleet.WhenSavedAsync(engine);
        fleet.Send(1, 100);
        await fleet.UntilAsync(() => fleet.HasHandled(100), "the first events are handled");
        return (inside, outside);
    }
}
