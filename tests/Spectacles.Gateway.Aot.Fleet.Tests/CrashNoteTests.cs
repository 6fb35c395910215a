using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>A note that the calls of a record have begun is not left behind by a process that lives.</summary>
public sealed class CrashNoteTests : IAsyncDisposable
{
    private readonly FailingEngine engine = new(new MemoryBroker(TestRecords.Plan).Connect());
    private readonly List<string> reports = [];
    private readonly FleetWorker worker;
    private Action handle = () => { };
    private int calls;

    public CrashNoteTests()
    {
        worker = new FleetWorker(engine, new FleetWorkerOptions { Group = "main" });
        worker.Dispatcher.Error += error => reports.Add(error.Message);
        worker.AddHandler(new Handler("X", (in _, _, _) =>
        {
            calls++;
            handle();
            return default;
        }));
    }

    public ValueTask DisposeAsync() => worker.DisposeAsync();

    [Fact]
    public async Task Retry_that_can_not_be_appended_is_no_end_of_the_process()
    {
        handle = () => throw new FormatException();
        engine.FailsToRetry = true;
        for (int i = 1; i <= 10; i++)
        {
            Assert.Null(await AnswerAsync(isRefused: false));
            Assert.Equal(i, calls);
        }

        engine.FailsToRetry = false;

        Assert.Equal("acknowledged", await AnswerAsync(isRefused: false));
        Assert.Equal((1, 0), (engine.Retries, worker.EventsBuried));
        Assert.Equal(10, reports.Count(one => one.Contains("has no answer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Answer_that_the_broker_refuses_is_no_end_of_the_process()
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.Null(await AnswerAsync(isRefused: true));
        }

        Assert.Equal("acknowledged", await AnswerAsync(isRefused: false));
        Assert.Equal((11, 0), (calls, worker.EventsBuried));
    }

    [Theory]
    [InlineData(false, "acknowledged", 0)]
    [InlineData(true, null, 1)]
    public async Task Note_that_can_not_be_removed_is_reported_by_itself(bool isRefused, string? answer, int unanswered)
    {
        handle = () => engine.HasNoSharedState = true;

        Assert.Equal(answer, await AnswerAsync(isRefused));

        Assert.Single(reports, one => one.StartsWith("The note that a record of partition 0 has begun", StringComparison.Ordinal));
        Assert.Equal(
            unanswered,
            reports.Count(one => one.EndsWith("delivered again: the consumer has no leader", StringComparison.Ordinal)));
        Assert.Equal(1 + unanswered, reports.Count);
    }

    private async Task<string?> AnswerAsync(bool isRefused)
    {
        var delivery = new ManualDelivery(TestRecords.Record(1), attempt: 6) { IsRefused = isRefused };
        await new PartitionReader(worker, 0).HandleAsync(delivery);
        return delivery.Answer;
    }
}
