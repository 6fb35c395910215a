namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Discord forgets what a node has acknowledged, and another node resumes the session.</summary>
public sealed class ForgottenEventTests
{
    private readonly NumberedEvents handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_of_a_dead_node_have_no_gap_where_Discord_has_forgotten_events_that_nobody_needs()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 8, groupSize: 2);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (first, engine, second) = await fleet.AddTwoNodesAsync();
        await fleet.ReadyAsync(8);
        int[] shards = [.. first.Groups.SelectMany(engine.Plan.ShardsOf)];

        // The sessions are saved a few times. The last record of a group has one of its two shards.
        for (int round = 1; round <= 8; round++)
        {
            foreach (int shard in shards)
            {
                fleet.Send(shard, round, round);
                fleet.Gateway.DispatchToShard(shard, "Y", "{}");
            }

            await fleet.PassAsync(TimeSpan.FromSeconds(2));
        }

        foreach (int shard in shards)
        {
            await first.Cluster.Shards[shard].HeartbeatAsync(Cancel);
        }

        engine.Disconnect();
        await fleet.UntilAsync(() => second.Groups.Count == 4, "the groups");
        await fleet.ReadyAsync(8);
        foreach (int shard in shards)
        {
            fleet.Send(shard, 9, 9);
        }

        await fleet.UntilAsync(() => shards.All(shard => handled.Of(shard).Contains(9)), "the events");
        engine.Reconnect();

        Assert.All(shards, shard => Assert.Equal(Enumerable.Range(1, 9), handled.Of(shard)));
        Assert.DoesNotContain(fleet.Errors, error => error.Kind == GatewayErrorKind.Sequence);
        Assert.Equal(8, fleet.Gateway.Sessions.Count);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(570)]
    public async Task Node_that_is_killed_after_an_outage_of_the_broker_loses_nothing(int seconds)
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddWorkerAsync("main", handled.NewHandler());
        var (_, engine) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);
        fleet.Send(0, 1, 10);
        await fleet.UntilAsync(() => handled.Different(0) == 10, "the events before the outage");

        // Until the sessions are saved, which is every five seconds: without that, the second node has nothing to resume.
        await fleet.PassAsync(TimeSpan.FromSeconds(30));

        fleet.Broker.IsAvailable = false;
        for (int first = 11; first <= 100; first += 10)
        {
            fleet.Send(0, first, first + 9);
            await fleet.PassAsync(TimeSpan.FromSeconds(seconds) / 9);
        }

        // What the node has in its buffer never reaches the broker.
        engine.Disconnect();
        fleet.Broker.IsAvailable = true;
        await fleet.AddNodeAsync("two");

        await fleet.UntilAsync(() => handled.Different(0) == 100, "all events");
        Assert.Equal(Enumerable.Range(1, 100), handled.Of(0));
        Assert.Equal(2, fleet.Gateway.Sessions.Count);
        Assert.DoesNotContain(fleet.Errors, error => error.Kind == GatewayErrorKind.Sequence);
        engine.Reconnect();
    }
}
