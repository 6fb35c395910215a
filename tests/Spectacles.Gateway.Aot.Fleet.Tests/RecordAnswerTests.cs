using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>How a worker answers a record. Every byte of it may be wrong.</summary>
public sealed class RecordAnswerTests : IAsyncDisposable
{
    private readonly MemoryBroker broker = new(TestRecords.Plan);
    private readonly List<FleetWorker> crashed = [];
    private readonly TaskCompletionSource end = new();
    private int calls;

    public async ValueTask DisposeAsync()
    {
        end.SetResult();
        foreach (var worker in crashed)
        {
            await worker.DisposeAsync();
        }
    }

    [Fact]
    public async Task Record_of_another_number_of_shards_is_buried()
    {
        Assert.Equal(
            "buried X: it is of a bot with 2000000000 shards, but the plan of this worker has 1",
            await AnswerAsync(TestRecords.Record(1, shardCount: 2_000_000_000), attempt: 1));
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Pack_whose_head_counts_more_events_than_there_are_is_buried_at_any_attempt()
    {
        // What differs are the greatest sequence, and then the number of events.
        byte[] pack = TestRecords.Record(2);
        byte[] one = TestRecords.Record(1);
        int at = Enumerable.Range(0, one.Length).Where(i => pack[i] == 2 && one[i] == 1).ElementAt(1);
        pack[at] = 100;

        Assert.StartsWith("buried X: it is incomplete", await AnswerAsync(pack, attempt: 1), StringComparison.Ordinal);
        Assert.StartsWith("buried X: it is incomplete", await AnswerAsync(pack, attempt: 100), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_record_are_buried() =>
        Assert.Equal("buried : it is not a record of format 1", await AnswerAsync([0, 9, 9], attempt: 1));

    [Theory]
    [InlineData(1, "retry after 00:00:05")]
    [InlineData(4, "retry after 00:00:40")]
    [InlineData(5, "buried : it has format 2 and this worker reads format 1, so replay it")]
    public async Task Record_of_a_newer_format_is_put_off_and_given_up_after_the_last_attempt(int attempt, string answer)
    {
        byte[] record = TestRecords.Record(2);
        record[0]++;

        Assert.StartsWith(answer, await AnswerAsync(record, attempt), StringComparison.Ordinal);
        Assert.Equal(0, calls);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Record_that_was_delivered_to_workers_that_stopped_is_handled(int events)
    {
        byte[] record = TestRecords.Record(events);
        for (int attempt = 1; attempt <= 20; attempt++)
        {
            await using var stopped = NewWorker(() => default);
            stopped.Shards.Find(0, 1);
            await stopped.DisposeAsync();
            Assert.Equal("retry after 00:00:00", await AnswerAsync(stopped, record, attempt));
        }

        Assert.Equal(0, calls);
        Assert.Equal("acknowledged", await AnswerAsync(record, attempt: 21));
        Assert.Equal(events, calls);
    }

    [Fact]
    public async Task Event_that_has_ended_the_process_so_often_is_buried()
    {
        byte[] record = TestRecords.Record(1);
        for (int attempt = 1; attempt <= 10; attempt++)
        {
            await CrashAsync(record, attempt);
        }

        Assert.Equal(
            "buried X: its calls have begun 5 times in a row without an end, so it seems to end the process",
            await AnswerAsync(record, attempt: 11));
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Other_records_of_a_process_that_ended_are_handled()
    {
        byte[] poison = TestRecords.Record(1, session: 1);
        byte[] other = TestRecords.Record(1, session: 2);
        for (int attempt = 6; attempt <= 10; attempt++)
        {
            var reader = await CrashAsync(poison, attempt);
            var waiting = reader.HandleAsync(new ManualDelivery(other, attempt));
            Assert.False(waiting.IsCompleted);
        }

        Assert.StartsWith("buried X", await AnswerAsync(poison, attempt: 11), StringComparison.Ordinal);
        Assert.Equal("acknowledged", await AnswerAsync(other, attempt: 11));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Event_that_has_ended_the_process_and_is_handled_then_begins_anew()
    {
        byte[] record = TestRecords.Record(1);
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 4; i++)
            {
                await CrashAsync(record, attempt: 6);
            }

            Assert.Equal("acknowledged", await AnswerAsync(record, attempt: 6));
        }
    }

    [Fact]
    public async Task Pack_that_seems_to_end_the_process_is_taken_apart()
    {
        byte[] pack = TestRecords.Record(2);
        await CrashAsync(pack, attempt: 6);

        Assert.Equal("acknowledged", await AnswerAsync(pack, attempt: 7));

        Assert.Equal(0, calls);
    }

    [Theory]
    [InlineData(0, 1, "acknowledged")]
    [InlineData(1, 1, "retry after 00:00:05")]
    [InlineData(2, 1, "retry after 00:00:10")]
    [InlineData(2, 2, "acknowledged")]
    [InlineData(5, 1, "buried X: its handlers have failed 5 times")]
    public async Task Retry_waits_longer_after_each_failure_and_is_buried_after_the_last(int failedAttempts, int attempt, string answer)
    {
        Assert.Equal(answer, await AnswerAsync(TestRecords.Record(1, failedAttempts: failedAttempts), attempt));
        Assert.Equal(answer == "acknowledged" ? 1 : 0, calls);
    }

    private FleetWorker NewWorker(Func<ValueTask> handle) => TestRecords.NewWorker(
        broker,
        options => options,
        new Handler("X", (in _, _, _) => handle()));

    /// <summary>Begins a record in a process that then ends: it does not answer.</summary>
    private async Task<PartitionReader> CrashAsync(byte[] record, int attempt)
    {
        var worker = NewWorker(() => new ValueTask(end.Task));
        crashed.Add(worker);
        var delivery = new ManualDelivery(record, attempt);
        var reader = new PartitionReader(worker, 0);
        var handling = reader.HandleAsync(delivery);
        while (worker.Shards.Find(0, 1).CallsInFlight == 0 && !handling.IsCompleted)
        {
            await Task.Yield();
        }

        Assert.Null(delivery.Answer);
        return reader;
    }

    private async Task<string?> AnswerAsync(byte[] record, int attempt)
    {
        await using var worker = NewWorker(() =>
        {
            Interlocked.Increment(ref calls);
            return default;
        });
        return await AnswerAsync(worker, record, attempt);
    }

    private static async Task<string?> AnswerAsync(FleetWorker worker, byte[] record, int attempt)
    {
        var delivery = new ManualDelivery(record, attempt);
        await new PartitionReader(worker, 0).HandleAsync(delivery);
        return delivery.Answer;
    }
}
