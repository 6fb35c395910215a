using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>How a cluster spawns, against the simulated gateway over real sockets.</summary>
public sealed class ClusterTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task SpawnAsync_starts_the_recommended_number_of_shards()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 3, MaxConcurrency = 3 });

        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);

        Assert.Equal([0, 1, 2], cluster.Shards.Keys);
        Assert.All(cluster.Shards.Values, shard => Assert.Equal(ShardState.Ready, shard.State));
        Assert.Equal([(0, 3), (1, 3), (2, 3)], live.Gateway.Sessions.Select(session => (session.ShardId, session.ShardCount)).Order());
    }

    [Fact]
    public async Task SpawnAsync_starts_the_given_number_of_shards()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { MaxConcurrency = 4 });

        await cluster.SpawnAsync(2, Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);

        Assert.Equal([(0, 2), (1, 2)], live.Gateway.Sessions.Select(session => (session.ShardId, session.ShardCount)).Order());
    }

    [Fact]
    public async Task SpawnAsync_starts_the_given_shards_and_rejects_numbers_outside_the_count()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 9, MaxConcurrency = 9 });

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.SpawnAsync([0, 9], 9, Cancel));
        Assert.Contains("0 to 8", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.SpawnAsync([-1], 9, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.SpawnAsync([0, int.MaxValue], 9, Cancel));
        await cluster.SpawnAsync([0, 4, 8], 9, Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);

        Assert.Equal([(0, 9), (4, 9), (8, 9)], live.Gateway.Sessions.Select(session => (session.ShardId, session.ShardCount)).Order());
    }

    [Fact]
    public async Task Two_clusters_share_a_bot_by_shard_ranges()
    {
        var first = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 5, MaxConcurrency = 5 });
        var second = live.Add(null);

        await Task.WhenAll(first.SpawnAsync(..2, 5, Cancel), second.SpawnAsync(2.., 5, Cancel));
        await Task.WhenAll(first.WaitForReadyAsync(Cancel), second.WaitForReadyAsync(Cancel)).WaitAsync(Patience, Cancel);

        Assert.Equal([0, 1], first.Shards.Keys);
        Assert.Equal([2, 3, 4], second.Shards.Keys);
        Assert.Equal([0, 1, 2, 3, 4], live.Gateway.Sessions.Select(session => session.ShardId).Order());
    }

    [Fact]
    public async Task Shard_range_is_counted_from_either_end_and_must_not_exceed_the_total()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 5, MaxConcurrency = 5 });

        foreach (var wrong in new[] { 3..2, 0..6, ^6.., 6.. })
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.SpawnAsync(wrong, 5, Cancel));
        }

        await cluster.SpawnAsync(^2..^1, 5, Cancel);
        Assert.Equal([3], cluster.Shards.Keys);
    }

    [Fact]
    public async Task SpawnAsync_is_allowed_once_and_handlers_are_added_only_before_it()
    {
        var cluster = await live.MakeAsync();
        await cluster.SpawnAsync(Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.SpawnAsync(Cancel));
        var error = Assert.Throws<InvalidOperationException>(() => cluster.AddHandler(new Handler("A", (in _, _, _) => default)));
        Assert.Contains("before spawning", error.Message, StringComparison.Ordinal);
    }
}
