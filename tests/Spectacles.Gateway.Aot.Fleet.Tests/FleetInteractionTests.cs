using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Interactions are requests to workers, not records of the log.</summary>
public sealed class FleetInteractionTests
{
    private readonly NumberedEvents handled = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Interaction_that_no_worker_confirms_is_counted_and_told()
    {
        var missed = new TaskCompletionSource<string>();
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var worker = await fleet.AddWorkerAsync("main", new Handler("INTERACTION_CREATE", (in _, _, _) => default));
        var (node, _) = await fleet.AddNodeAsync("one", options => options with
        {
            InteractionMissed = (payload, _) =>
            {
                missed.TrySetResult(System.Text.Encoding.UTF8.GetString(payload.Span));
                return default;
            },
        });
        await fleet.ReadyAsync(1);
        await fleet.RunAsync(worker.StopAsync(Cancel));

        fleet.Gateway.DispatchToShard(0, "INTERACTION_CREATE", """{"id":"1"}""");

        await fleet.RunAsync(missed.Task);
        Assert.Equal("""{"id":"1"}""", await missed.Task);
        Assert.Equal(1, node.GetStatus().InteractionsMissed);
    }

    [Fact]
    public async Task Interaction_comes_once_to_one_worker_of_each_group_and_is_not_stored()
    {
        int main = 0;
        int other = 0;
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        Handler Count(Action action) => new("INTERACTION_CREATE", (in _, _, _) =>
        {
            action();
            return default;
        });
        await fleet.AddWorkerAsync("main", Count(() => Interlocked.Increment(ref main)));
        await fleet.AddWorkerAsync("main", Count(() => Interlocked.Increment(ref main)));
        await fleet.AddWorkerAsync("other", Count(() => Interlocked.Increment(ref other)));
        var (node, _) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);

        for (int i = 0; i < 10; i++)
        {
            fleet.Gateway.DispatchToShard(0, "INTERACTION_CREATE", "{}");
        }

        await fleet.UntilAsync(() => main == 10 && other == 10, "the interactions");
        Assert.Equal((0, 0), (node.GetStatus().InteractionsMissed, node.GetStatus().EventsStored));
    }

    [Fact]
    public async Task Interaction_whose_class_is_configured_goes_through_the_log()
    {
        int calls = 0;
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddWorkerAsync("main", new Handler("INTERACTION_CREATE", (in _, _, _) =>
        {
            Interlocked.Increment(ref calls);
            return default;
        }));
        var (node, _) = await fleet.AddNodeAsync("one", options => options with
        {
            Classes = new Dictionary<string, EventClass> { ["INTERACTION_CREATE"] = EventClass.Packed },
        });
        await fleet.ReadyAsync(1);

        fleet.Gateway.DispatchToShard(0, "INTERACTION_CREATE", "{}");

        await fleet.UntilAsync(() => calls == 1 && node.GetStatus().EventsStored == 1, "the interaction");
    }
}
