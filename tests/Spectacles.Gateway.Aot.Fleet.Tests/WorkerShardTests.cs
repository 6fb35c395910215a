using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What a worker begins of a shard's events.</summary>
public sealed class WorkerShardTests
{
    [Fact]
    public async Task Event_that_is_not_stored_leaves_the_repeats_of_stored_ones_known()
    {
        int calls = 0;
        await using var worker = TestRecords.NewWorker(new Handler("X", (in _, _, _) =>
        {
            calls++;
            return default;
        }));
        var shard = worker.Shards.Find(0, 1);

        Assert.True(shard.TryBegin(TestRecords.Event(session: 7, 100), default, isRepeatAllowed: false, failedAttempts: 0, out _));
        Assert.True(shard.TryBeginUnstored(TestRecords.Event(session: 0, 101)));

        Assert.False(shard.TryBegin(TestRecords.Event(session: 7, 100), default, isRepeatAllowed: false, failedAttempts: 0, out _));
        Assert.Equal(2, calls);
    }
}
