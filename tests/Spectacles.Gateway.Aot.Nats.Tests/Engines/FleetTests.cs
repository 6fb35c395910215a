using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Nodes and workers on the engine, with the real clock.</summary>
[Collection(nameof(OneServer))]
public sealed class FleetTests(SharedServer shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_handled_in_order_while_the_groups_move_to_another_node()
    {
        await using var fleet = await NumberedFleet.StartAsync();
        var options = TestOptions.For(fleet.Plan, shared.Server.Url);
        var firstEngine = await fleet.ConnectAsync(options);
        var secondEngine = await fleet.ConnectAsync(options);
        await fleet.AddWorkerAsync(await fleet.ConnectAsync(options with { Role = NatsRole.Worker }));
        var first = await fleet.AddNodeAsync(firstEngine, "one");
        await fleet.UntilAsync(() => fleet.Connected == fleet.Plan.ShardCount, "the first node connects");
        var second = await fleet.AddNodeAsync(secondEngine, "two");

        fleet.Send(1, 100);
        await fleet.UntilAsync(() => fleet.HasHandled(100), "100 events of each shard are handled");
        var stop = first.StopAsync(Cancel);
        fleet.Send(101, 200);
        await stop;
        await fleet.UntilAsync(
            () => second.Groups.Count == fleet.Plan.Groups && fleet.Connected == fleet.Plan.ShardCount, "the second node has all groups");
        fleet.Send(201, 300);

        await fleet.UntilAsync(() => fleet.HasHandled(300), "all events are handled");
        Assert.All(
            Enumerable.Range(0, fleet.Plan.ShardCount), shard => Assert.Equal(Enumerable.Range(1, 300), fleet.HandledOf(shard).Distinct()));
        Assert.Equal(fleet.Plan.ShardCount, fleet.Gateway.Sessions.Count);
    }
}
