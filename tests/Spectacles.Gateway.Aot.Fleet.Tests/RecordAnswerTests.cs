using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>How a worker answers a record. Every byte of it may be wrong.</summary>
public sealed class RecordAnswerTests
{
    private int calls;

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
        Assert.Equal("buried X: it is incomplete", await AnswerAsync(pack, attempt: 100));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Bytes_that_are_no_record_are_buried() =>
        Assert.Equal("buried : it is not a record of a version that this worker knows", await AnswerAsync([9, 9, 9], attempt: 1));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(2, 5)]
    [InlineData(1, 6)]
    [InlineData(1, 10)]
    public async Task Record_that_was_delivered_to_workers_that_stopped_is_handled(int events, int attempt)
    {
        Assert.Equal("acknowledged", await AnswerAsync(TestRecords.Record(events), attempt));
        Assert.Equal(events, calls);
    }

    [Fact]
    public async Task Pack_that_seems_to_end_the_process_is_taken_apart()
    {
        Assert.Equal("acknowledged", await AnswerAsync(TestRecords.Record(2), attempt: 6));
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Event_that_seems_to_end_the_process_is_buried()
    {
        Assert.StartsWith("buried X: it was delivered 11 times", await AnswerAsync(TestRecords.Record(1), 11), StringComparison.Ordinal);
        Assert.Equal(0, calls);
    }

    private async Task<string?> AnswerAsync(byte[] record, int attempt)
    {
        await using var worker = TestRecords.NewWorker(new Handler("X", (in _, _, _) =>
        {
            Interlocked.Increment(ref calls);
            return default;
        }));
        var delivery = new ManualDelivery(record, attempt);
        await new PartitionReader(worker, 0).HandleAsync(delivery);
        return delivery.Answer;
    }
}
