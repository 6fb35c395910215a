namespace Spectacles.Gateway.Tests.Pacing;

public sealed class DialSlotsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_most_256_shards_connect_at_once_and_the_next_connects_when_one_leaves()
    {
        var slots = new DialSlots(1);
        Assert.All(Enumerable.Range(0, 256), shard => Assert.True(slots.EnterAsync(shard, resumes: false, Cancel).IsCompletedSuccessfully));
        var next = slots.EnterAsync(256, resumes: false, Cancel);
        var last = slots.EnterAsync(257, resumes: false, Cancel);
        Assert.False(next.IsCompleted);

        slots.Leave(300);
        Assert.False(next.IsCompleted);
        slots.Leave(7);
        slots.Leave(7);

        await next.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.False(last.IsCompleted);
    }

    [Fact]
    public void Resuming_shards_do_not_wait_for_identifying_shards()
    {
        var slots = new DialSlots(1);
        Assert.All(Enumerable.Range(0, 300), shard => _ = slots.EnterAsync(shard, resumes: false, Cancel));

        Assert.All(
            Enumerable.Range(300, 256), shard => Assert.True(slots.EnterAsync(shard, resumes: true, Cancel).IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Cancelled_shard_leaves_the_connection_queue()
    {
        var slots = new DialSlots(1);
        Assert.All(Enumerable.Range(0, 256), shard => _ = slots.EnterAsync(shard, resumes: false, Cancel));
        using var giveUp = new CancellationTokenSource();
        var first = slots.EnterAsync(256, resumes: false, giveUp.Token);
        var second = slots.EnterAsync(257, resumes: false, Cancel);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        slots.Leave(256);
        Assert.False(second.IsCompleted);
        slots.Leave(0);

        await second.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    [Theory]
    [InlineData(0, 256)]
    [InlineData(512, 512)]
    [InlineData(int.MaxValue, 4096)]
    public void Concurrent_connections_grow_with_max_concurrency(int maxConcurrency, int atOnce)
    {
        var slots = new DialSlots(maxConcurrency);

        Assert.Equal(
            atOnce, Enumerable.Range(0, 5000).TakeWhile(shard => slots.EnterAsync(shard, resumes: false, Cancel).IsCompleted).Count());
    }
}
