namespace Spectacles.Gateway.Tests;

public sealed class ClusterStatusTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public void Cluster_status_is_empty_before_SpawnAsync()
    {
        var status = gateway.Make().GetStatus();

        Assert.Equal((0, 0, 0), (status.ShardCount, status.Shards.Count, status.Joining.Count));
    }

    [Fact]
    public async Task Cluster_status_contains_each_shard_and_its_transitions()
    {
        await gateway.StartAsync();
        gateway.Time.Advance(TimeSpan.FromSeconds(75));

        var status = gateway.Cluster!.GetStatus();

        var shard = Assert.Single(status.Shards);
        var age = TimeSpan.FromSeconds(75);
        Assert.Equal((0, ShardState.Ready, age, age), (shard.Id, shard.State, shard.StateAge, shard.SessionAge!.Value));
        Assert.Equal(
            [
                (ShardState.Idle, ShardState.Connecting, "a new session"), (ShardState.Connecting, ShardState.Identifying, "HELLO"),
                (ShardState.Identifying, ShardState.Ready, "READY"),
            ],
            shard.Transitions.Select(step => (step.From, step.To, step.Reason)));
        Assert.Contains("1 of 1 shards here, 1 ready", status.ToString(), StringComparison.Ordinal);
        Assert.Contains("1m 15s", shard.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("Identifying -> Ready (READY)", status.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cluster_status_keeps_the_last_32_transitions()
    {
        var log = new TransitionLog();
        for (int i = 0; i < 40; i++)
        {
            log.Add(new ShardTransition(default, ShardState.Idle, ShardState.Ready, $"{i}"));
        }

        Assert.Equal(Enumerable.Range(8, 32).Select(i => $"{i}"), log.ToArray().Select(step => step.Reason));
    }
}
