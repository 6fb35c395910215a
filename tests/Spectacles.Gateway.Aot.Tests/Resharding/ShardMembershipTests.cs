using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Shards are added to a running cluster and removed from it, against the simulated gateway over real sockets.</summary>
public sealed class ShardMembershipTests : IAsyncDisposable
{
    private static readonly SimulatedGatewayOptions World = new() { RecommendedShards = 4, MaxConcurrency = 4, Guilds = 8 };
    private readonly LiveGateway live = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Cluster_without_shards_runs_and_serves_the_shards_that_are_added()
    {
        var handled = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = await live.MakeAsync(
            World,
            new ClusterOptions { HandleSignals = false },
            new Handler("NUMBER", (in _, shard, _) => { handled.TrySetResult(shard.Id); return default; }));
        await cluster.SpawnAsync([], 4, Cancel);
        var running = cluster.RunAsync(Cancel);
        Assert.Equal((0, 4), (cluster.Shards.Count, cluster.GetStatus().ShardCount));

        var shard = await cluster.AddShardAsync(2, Cancel);
        await shard.WaitForReadyAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToShard(2, "NUMBER", "{}");

        Assert.Equal(2, await handled.Task.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Equal([2], cluster.Shards.Keys);
        Assert.True(cluster.GetStatus().IsReady);
        Assert.All(cluster.GetStatus().Shards, status => Assert.True(status.IsRunning));
        Assert.Equal((2, 4), live.Gateway.Sessions.Select(session => (session.ShardId, session.ShardCount)).Single());
        Assert.Null(await cluster.RemoveShardAsync(2, keepSession: false, Cancel).WaitAsync(LiveGateway.Patience, Cancel));
        Assert.Empty(cluster.Shards);
        Assert.Equal(1000, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
        Assert.False(running.IsCompleted);
        await cluster.StopAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await running.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Empty(live.Gateway.Violations);
    }

    [Fact]
    public async Task Removed_shard_hands_its_session_to_another_cluster_which_resumes_it()
    {
        var store = new MemorySessionStore();
        var first = await live.MakeAsync(World);
        var second = live.Add(new ClusterOptions { SessionStore = store });
        await Task.WhenAll(first.SpawnAsync([0, 1], 4, Cancel), second.SpawnAsync([], 4, Cancel));
        await first.WaitForReadyAsync(LiveGateway.Patience, Cancel);

        var session = await first.RemoveShardAsync(1, keepSession: true, Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToShard(1, "MISSED", "{}");
        await store.SaveAsync(session!, Cancel);
        var missed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = second.OnAny((dispatch, _) =>
        {
            if (dispatch.EventName.SequenceEqual("MISSED"u8))
            {
                missed.TrySetResult();
            }
        });
        var shard = await second.AddShardAsync(1, Cancel);
        await shard.WaitForReadyAsync(LiveGateway.Patience, Cancel);
        await missed.Task.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal((1, 4), (session!.ShardId, session.ShardCount));
        Assert.Equal(1, shard.Resumes);
        Assert.Equal(2, live.Gateway.Counters.Identifies);
        Assert.Equal([0], first.Shards.Keys);
    }

    [Fact]
    public async Task Removed_shard_can_be_added_again_and_resumes_its_kept_session()
    {
        var cluster = await live.MakeAsync(World);
        await cluster.SpawnAsync([0, 3], 4, Cancel);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, Cancel);
        var before = cluster.Shards[3];

        await cluster.RemoveShardAsync(3, keepSession: true, Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        var after = await cluster.AddShardAsync(3, Cancel);
        await after.WaitForReadyAsync(LiveGateway.Patience, Cancel);

        Assert.NotSame(before, after);
        Assert.Equal(ShardState.Stopped, before.State);
        Assert.Equal((1, 2), (after.Resumes, live.Gateway.Counters.Identifies));
    }

    [Fact]
    public async Task Remove_waits_for_the_handlers_of_the_shard_and_a_handler_can_remove_its_own()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var removed = new TaskCompletionSource<StoredSession?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Cluster? cluster = null;
        cluster = await live.MakeAsync(
            World,
            null,
            new Handler("WAIT", (in _, _, _) => new ValueTask(gate.Task)),
            new Handler("LEAVE", (in _, shard, _) => new ValueTask(LeaveAsync(shard))));
        await cluster.SpawnAsync([0, 1], 4, Cancel);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToShard(0, "WAIT", "{}");
        live.Gateway.DispatchToShard(1, "LEAVE", "{}");

        Assert.NotNull(await removed.Task.WaitAsync(LiveGateway.Patience, Cancel));
        await LiveGateway.UntilAsync(() => cluster.Shards[0].CallsInFlight == 1);
        var removal = cluster.RemoveShardAsync(0, keepSession: true, Cancel);
        Assert.False(removal.IsCompleted);
        gate.SetResult();
        var session = await removal.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(live.Gateway.Sessions.Single(one => one.ShardId == 0).Sequence, session!.Sequence);

        async Task LeaveAsync(Shard shard) => removed.SetResult(await cluster!.RemoveShardAsync(shard.Id, keepSession: true, Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Removal_decides_about_the_session_though_the_cluster_is_stopped_meanwhile(bool keeps)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = new MemorySessionStore();
        var cluster = await live.MakeAsync(
            World, new ClusterOptions { SessionStore = store }, new Handler("WAIT", (in _, _, _) => new ValueTask(gate.Task)));
        await cluster.SpawnAsync([0], 4, Cancel);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToShard(0, "WAIT", "{}");
        await LiveGateway.UntilAsync(() => cluster.Shards[0].CallsInFlight == 1);

        var removal = cluster.RemoveShardAsync(0, keeps, Cancel);
        await RefusesAsync("already being removed", () => cluster.RemoveShardAsync(0, keeps, Cancel));
        await RefusesAsync("is being removed", () => cluster.AddShardAsync(0, Cancel));
        await cluster.KillAsync(keepSessions: !keeps, Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        gate.SetResult();
        var session = await removal.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(keeps, session is not null);
        Assert.Equal(keeps, await store.LoadAsync(0, Cancel) is not null);
        Assert.Equal(keeps ? 4900 : 1000, (await live.Gateway.WaitForCloseAsync(Cancel)).Code);
    }

    [Fact]
    public async Task Reshard_is_refused_while_a_shard_is_being_removed()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = await live.MakeAsync(
            new SimulatedGatewayOptions { RecommendedShards = 1 }, null, new Handler("WAIT", (in _, _, _) => new ValueTask(gate.Task)));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToShard(0, "WAIT", "{}");
        await LiveGateway.UntilAsync(() => cluster.Shards[0].CallsInFlight == 1);

        var removal = cluster.RemoveShardAsync(0, keepSession: true, Cancel);
        await RefusesAsync("while a shard is being removed", () => cluster.ReshardAsync(2, Cancel));
        gate.SetResult();

        Assert.NotNull(await removal.WaitAsync(LiveGateway.Patience, Cancel));
    }

    [Fact]
    public async Task Failure_of_one_shard_leaves_the_others_and_of_the_last_ends_the_cluster()
    {
        var cluster = await live.MakeAsync(World);
        await cluster.SpawnAsync([0, 1], 4, Cancel);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, Cancel);

        live.Gateway.ConnectionOf(1).Close(CloseCode.InvalidShard);
        await LiveGateway.UntilAsync(() => cluster.Shards[1].State == ShardState.Failed);
        await RefusesAsync("has failed", () => cluster.AddShardAsync(1, Cancel));
        Assert.Null(await cluster.RemoveShardAsync(1, keepSession: true, Cancel).WaitAsync(LiveGateway.Patience, Cancel));
        await (await cluster.AddShardAsync(1, Cancel)).WaitForReadyAsync(LiveGateway.Patience, Cancel);
        Assert.False(cluster.Completion.IsCompleted);
        live.Gateway.ConnectionOf(0).Close(CloseCode.InvalidShard);
        await LiveGateway.UntilAsync(() => cluster.Shards[0].State == ShardState.Failed);
        live.Gateway.ConnectionOf(1).Close(CloseCode.InvalidShard);

        await Assert.ThrowsAsync<GatewayClosedException>(() => cluster.Completion.WaitAsync(LiveGateway.Patience, Cancel));
    }

    [Fact]
    public async Task Misuse_is_refused_with_the_reason()
    {
        var cluster = await live.MakeAsync(World);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await cluster.AddShardAsync(0, Cancel));
        await cluster.SpawnAsync([0], 4, Cancel);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, Cancel);

        await RefusesAsync("already runs", () => cluster.AddShardAsync(0, Cancel));
        await RefusesAsync("does not run", () => cluster.RemoveShardAsync(1, keepSession: true, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await cluster.AddShardAsync(4, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await cluster.AddShardAsync(-1, Cancel));
        await RefusesAsync("requires a cluster that runs all", () => cluster.ReshardAsync(8, Cancel));
        await cluster.StopAsync(Cancel);
        await Assert.ThrowsAsync<GatewayStoppedException>(async () => await cluster.AddShardAsync(1, Cancel));
        await Assert.ThrowsAsync<GatewayStoppedException>(async () => await cluster.RemoveShardAsync(0, keepSession: true, Cancel));
    }

    [Fact]
    public async Task Shards_can_not_change_during_a_reshard()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 1, MaxConcurrency = 1 });
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, Cancel);

        // The second identify waits for its turn.
        using var cancel = new CancellationTokenSource();
        var reshard = cluster.ReshardAsync(2, cancel.Token);
        await RefusesAsync("reshard is in progress", () => cluster.RemoveShardAsync(0, keepSession: true, Cancel));
        await RefusesAsync("reshard is in progress", () => cluster.AddShardAsync(1, Cancel));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reshard.WaitAsync(LiveGateway.Patience, Cancel));
    }

    private static async Task RefusesAsync(string reason, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(call);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
