using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Events that come directly from a node, while the handlers of a worker are busy.</summary>
public sealed class UnstoredEventTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_whose_calls_would_wait_are_dropped_and_interactions_are_not_confirmed()
    {
        int begun = 0;
        var end = new TaskCompletionSource();
        Handler NewHandler(string name) => new(name, (in _, _, _) =>
        {
            Interlocked.Increment(ref begun);
            return new ValueTask(end.Task);
        });
        var broker = new MemoryBroker(TestRecords.Plan);
        await using var worker = TestRecords.NewWorker(
            broker, options => options with { MaxInFlight = 4 }, NewHandler("TYPING_START"), NewHandler(FleetAddresses.InteractionEvent));
        await worker.StartAsync(Cancel);
        await using var node = broker.Connect();
        byte[] typing = TestRecords.Record(1, session: 0, name: "TYPING_START");
        byte[] interaction = TestRecords.Record(1, session: 0, name: FleetAddresses.InteractionEvent);
        Task<RequestAnswer> AskAsync() =>
            node.Requests.AskAsync(FleetAddresses.Interactions, interaction, TimeSpan.FromMilliseconds(200), Cancel).AsTask();

        Assert.Equal(RequestOutcome.Answered, (await AskAsync()).Outcome);
        for (int i = 0; i < 20; i++)
        {
            await node.Requests.SendAsync(FleetAddresses.Fleeting("TYPING_START"), typing, Cancel);
        }

        await LiveGateway.UntilAsync(() => Volatile.Read(ref begun) == 4);
        Assert.NotEqual(RequestOutcome.Answered, (await AskAsync()).Outcome);
        end.SetResult();
        await LiveGateway.UntilAsync(() => worker.Shards.Find(0, 1).CallsInFlight == 0);
        Assert.Equal(RequestOutcome.Answered, (await AskAsync()).Outcome);
        Assert.Equal(5, begun);
    }
}
