namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What a node that has stopped still does.</summary>
public sealed class NodeEndTests
{
    [Fact]
    public async Task Node_that_has_stopped_renews_nothing_although_its_registration_can_not_be_ended()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var inner = fleet.Broker.Connect();
        var engine = new FailingEngine(inner) { Requests = new ManualRequests() };
        var node = await fleet.AddNodeAsync("one", engine);
        await fleet.UntilAsync(() => engine.Renewals > 1, "a renewal");

        await fleet.RunAsync(node.StopAsync(TestContext.Current.CancellationToken));
        int renewals = engine.Renewals;
        await fleet.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(renewals, engine.Renewals);
        Assert.DoesNotContain(fleet.Errors, error => error.Message.Contains("could not be renewed", StringComparison.Ordinal));
    }
}
