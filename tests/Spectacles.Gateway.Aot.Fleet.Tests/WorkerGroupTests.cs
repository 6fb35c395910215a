using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Workers of one group that need different events, as while a new version starts.</summary>
public sealed class WorkerGroupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Worker_that_needs_less_reads_what_its_group_needs()
    {
        var broker = new MemoryBroker(TestRecords.Plan);
        await using var later = TestRecords.NewWorker(broker, options => options, NewHandler("A"), NewHandler("B"));
        await using var earlier = TestRecords.NewWorker(broker, options => options, NewHandler("A"));

        await later.StartAsync(Cancel);
        await earlier.StartAsync(Cancel);

        Assert.Equal(["A", "B"], earlier.Query.Events!);
    }

    [Fact]
    public async Task Reader_in_memory_does_not_skip_what_another_one_of_its_group_has_asked_for()
    {
        var broker = new MemoryBroker(TestRecords.Plan);
        await using var engine = broker.Connect();
        var query = new DeliveryQuery { WorkerGroup = "main", Events = ["A"] };
        var reading = engine.Events.ReadAsync(query, 0, Cancel).GetAsyncEnumerator(Cancel);
        var first = reading.MoveNextAsync();
        var other = engine.Events.ReadAsync(query with { Events = ["B"] }, 0, Cancel).GetAsyncEnumerator(Cancel);
        var second = other.MoveNextAsync().AsTask();
        await using var appender = await engine.Events.TryOpenAsync(0, 1, Cancel);

        await appender!.AppendAsync(RecordAddress.ForEvent(0, "B"), TestRecords.Record(1, name: "B"), Cancel);

        Assert.True(await first);
        Assert.False(second.IsCompleted);
        await reading.Current.AcknowledgeAsync(Cancel);
    }

    [Fact]
    public async Task Stop_ends_a_start_that_waits_for_the_broker()
    {
        var broker = new MemoryBroker(TestRecords.Plan) { IsAvailable = false };
        var worker = TestRecords.NewWorker(broker, options => options, NewHandler("A"));
        var start = worker.StartAsync(CancellationToken.None);

        await worker.StopAsync(Cancel).WaitAsync(LiveGateway.Patience, TimeProvider.System, Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
    }

    private static Handler NewHandler(string name) => new(name, (in _, _, _) => default);
}
