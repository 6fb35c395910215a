using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Pacing;

public sealed class IdentifyQueueTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Shards_of_one_bucket_identify_more_than_five_seconds_apart()
    {
        var queue = new IdentifyQueue(time);
        var cancel = TestContext.Current.CancellationToken;

        await queue.WaitAsync(0, 1, cancel);
        var second = queue.WaitAsync(1, 1, cancel).AsTask();
        var third = queue.WaitAsync(2, 1, cancel).AsTask();
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.25));
        await second;
        Assert.False(third.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5.25));
        await third;
    }

    [Fact]
    public async Task Shards_of_different_buckets_identify_concurrently()
    {
        var queue = new IdentifyQueue(time);
        for (int shard = 0; shard < 16; shard++)
        {
            await queue.WaitAsync(shard, 16, TestContext.Current.CancellationToken);
        }

        Assert.False(queue.WaitAsync(16, 16, TestContext.Current.CancellationToken).AsTask().IsCompleted);
    }
}
