using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>
/// A broker that was killed may have forgotten that it had delivered a record: it delivers it again as if for the first time, to a worker
/// that remembers the events.
/// </summary>
public sealed class ForgottenDeliveryTests : IAsyncDisposable
{
    private readonly Queue<TaskCompletionSource> results = new();
    private readonly FailingEngine engine;
    private readonly FleetWorker worker;
    private readonly PartitionReader reader;
    private int calls;

    public ForgottenDeliveryTests()
    {
        engine = new FailingEngine(new MemoryBroker(TestRecords.Plan).Connect());
        worker = new FleetWorker(engine, new FleetWorkerOptions { Group = "main" });
        worker.AddHandler(new Handler("X", (in _, _, _) =>
        {
            calls++;
            return new ValueTask(results.Dequeue().Task);
        }));
        reader = new PartitionReader(worker, 0);
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Event_that_has_failed_is_handled_again(bool isAtOnce)
    {
        var failure = NewCall();
        NewCall().SetResult();
        if (isAtOnce)
        {
            failure.SetException(new InvalidOperationException());
        }

        var (first, handling) = Deliver();
        failure.TrySetException(new InvalidOperationException());
        await handling;
        var (second, again) = Deliver();
        await again;

        Assert.Equal(("acknowledged", 1), (first.Answer, engine.Retries));
        Assert.Equal("acknowledged", second.Answer);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Event_that_was_handled_is_not_handled_again()
    {
        NewCall().SetResult();
        await Deliver().Handling;
        var (second, handling) = Deliver();
        await handling;

        Assert.Equal("acknowledged", second.Answer);
        Assert.Equal(1, calls);
        Assert.Equal(1, worker.EventsRepeated);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public async Task Repeat_of_an_event_that_is_being_handled_gets_its_outcome(bool hasFailed, int retries)
    {
        var call = NewCall();
        var (first, handling) = Deliver();
        var (second, waiting) = Deliver();
        Assert.Null(second.Answer);

        if (hasFailed)
        {
            call.SetException(new InvalidOperationException());
        }
        else
        {
            call.SetResult();
        }

        await handling;
        await waiting;
        Assert.Equal(("acknowledged", "acknowledged"), (first.Answer, second.Answer));
        Assert.Equal(retries, engine.Retries);
        Assert.Equal(1, calls);
    }

    private TaskCompletionSource NewCall()
    {
        var result = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        results.Enqueue(result);
        return result;
    }

    private (ManualDelivery Delivery, Task Handling) Deliver()
    {
        var delivery = new ManualDelivery(TestRecords.Record(1), attempt: 1);
        return (delivery, reader.HandleAsync(delivery));
    }
}
