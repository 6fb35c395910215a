using System.Collections.Concurrent;
using System.Text;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>What may go wrong while a bot is divided anew, message by message.</summary>
public sealed class ReshardFailureTests : IAsyncDisposable
{
    private const string NextReady = """{"t":"READY","s":1,"op":0,"d":{"v":10,"session_id":"next","resume_gateway_url":"wss://resume.example","guilds":[{"unavailable":true,"id":"7"}]}}""";
    private readonly MemoryGateway gateway = new();
    private readonly ConcurrentQueue<string> seen = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Handler Recorder => new("A", (in dispatch, _, _) =>
    {
        seen.Enqueue($"{Encoding.UTF8.GetString(dispatch.Data)} {dispatch.Sequence}");
        return default;
    }, GatewayIntents.Guilds);

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Reshard_is_refused_when_too_few_session_starts_remain()
    {
        gateway.SessionStartsLeft = 3;
        await gateway.StartAsync();

        var error = await Assert.ThrowsAsync<GatewayException>(() => gateway.Cluster!.ReshardAsync(4, Cancel));

        Assert.Contains("4 session starts; 3 of 1000 are left until 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(ShardState.Ready, gateway.Shard.State);
    }

    [Fact]
    public async Task Reshard_requires_spawned_shards_and_no_other_reshard_in_progress()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.Make().ReshardAsync(2, Cancel));
        await gateway.Cluster!.DisposeAsync();
        await gateway.StartAsync();
        var first = gateway.Cluster!.ReshardAsync(1, Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => gateway.Cluster!.ReshardAsync(2, Cancel));
        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());
        await Assert.ThrowsAsync<GatewayStoppedException>(() => first);
    }

    [Fact]
    public async Task New_shard_with_a_fatal_close_leaves_the_old_shards_running()
    {
        var connection = await gateway.StartAsync(null, Recorder);
        var old = gateway.Shard;
        var resharding = gateway.Cluster!.ReshardAsync(1, Cancel);
        var next = await gateway.ConnectedAsync();
        next.CloseFromServer(4010);

        var error = await Assert.ThrowsAnyAsync<GatewayException>(() => gateway.PassTimeUntilAsync(resharding));

        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1}""");
        await connection.SentAsync(1);
        Assert.Contains("4010", error.Message, StringComparison.Ordinal);
        Assert.Same(old, gateway.Shard);
        Assert.Empty(gateway.Cluster.GetStatus().Joining);
        await LiveGateway.UntilAsync(() => !seen.IsEmpty);
        Assert.Equal(["{} 2"], seen);
        Assert.False(gateway.Cluster.Completion.IsCompleted);
    }

    [Fact]
    public async Task Cancelled_reshard_closes_the_new_shards_with_1000_and_leaves_the_old_shards_running()
    {
        var connection = await gateway.StartAsync(null, Recorder);
        using var enough = new CancellationTokenSource();
        var resharding = gateway.Cluster!.ReshardAsync(1, enough.Token);
        var next = await WaitForReadyAsync();
        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.PassTimeUntilAsync(resharding));

        Assert.Equal(1000, next.ClosedByClientWith);
        Assert.Null(connection.ClosedByClientWith);
        Assert.Equal(ShardState.Ready, gateway.Shard.State);
    }

    [Fact]
    public async Task Events_received_only_by_the_new_shard_are_handled_at_the_switch_and_guilds_come_first()
    {
        var connection = await gateway.StartAsync(null, Recorder);
        var old = gateway.Shard;
        var resharding = gateway.Cluster!.ReshardAsync(1, Cancel);
        var next = await WaitForReadyAsync();
        connection.Receive(Event("A", 2, "1"));
        next.Receive(Event("A", 2, "1"));
        next.Receive(Event("A", 3, "2"));
        Assert.Same(old, gateway.Shard);
        next.Receive(Event("GUILD_CREATE", 4, """{"id":"7"}"""));
        await Task.WhenAll(AcknowledgeAsync(connection), AcknowledgeAsync(next));

        await gateway.PassTimeUntilAsync(resharding);

        next.Receive(Event("A", 5, "3"));
        next.Receive("""{"op":1}""");
        await next.SentAsync(1);
        await LiveGateway.UntilAsync(() => seen.Count >= 3);
        Assert.Equal(["1 2", "2 3", "3 5"], seen);
        Assert.NotSame(old, gateway.Shard);
        Assert.Equal((1000, null), (connection.ClosedByClientWith, next.ClosedByClientWith));
    }

    [Fact]
    public async Task Stop_during_replay_of_buffered_events_ends_in_time_and_leaves_the_rest_to_the_next_process()
    {
        var begun = new TaskCompletionSource();
        var store = new RecordingStore();
        var options = new ClusterOptions { MaxInFlight = 1, HandlerTimeout = Timeout.InfiniteTimeSpan, SessionStore = store };
        var connection = await gateway.StartAsync(options, new Handler("A", (in _, _, _) =>
        {
            begun.TrySetResult();
            return new ValueTask(new TaskCompletionSource().Task);
        }));
        var resharding = gateway.Cluster!.ReshardAsync(1, Cancel);
        var next = await WaitForReadyAsync();
        next.Receive(Event("A", 2, "1"));
        next.Receive(Event("A", 3, "2"));
        await Task.WhenAll(AcknowledgeAsync(connection), AcknowledgeAsync(next));
        await gateway.PassTimeUntilAsync(begun.Task);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster.StopAsync());

        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8.5));
        Assert.Equal(("next", 1), (store.Session!.SessionId, store.Session.Sequence));
        await resharding;
    }

    [Fact]
    public async Task Events_missed_by_a_lost_connection_of_an_old_shard_are_handled_by_the_new_shard()
    {
        var connection = await gateway.StartAsync(null, Recorder);
        var resharding = gateway.Cluster!.ReshardAsync(1, Cancel);
        var next = await WaitForReadyAsync();
        next.Receive(Event("GUILD_CREATE", 2, """{"id":"7"}"""));
        connection.Receive(Event("A", 2, "1"));
        next.Receive(Event("A", 3, "1"));
        connection.CloseFromServer(4000);
        next.Receive(Event("A", 4, "2"));
        await AcknowledgeAsync(next);

        await gateway.PassTimeUntilAsync(resharding);

        next.Receive(Event("A", 5, "3"));
        await LiveGateway.UntilAsync(() => seen.Count >= 3);
        Assert.Equal(["1 2", "2 4", "3 5"], seen);
    }

    [Fact]
    public async Task New_shard_identifies_with_the_last_presence_sent_by_the_old_shard()
    {
        await gateway.StartAsync(new ClusterOptions { Presence = new UpdatePresence(BotStatus.Online) });
        await gateway.Shard.SendAsync(new UpdatePresence(BotStatus.DoNotDisturb), cancellationToken: Cancel);
        using var enough = new CancellationTokenSource();
        var resharding = gateway.Cluster!.ReshardAsync(1, enough.Token);
        var next = await gateway.ConnectedAsync();
        next.Receive(Hello);

        Assert.Contains("\"dnd\"", await gateway.PassTimeUntilAsync(next.SentAsync(2)), StringComparison.Ordinal);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gateway.PassTimeUntilAsync(resharding));
    }

    [Fact]
    public async Task Handler_that_reshards_the_cluster_runs_to_completion()
    {
        var done = new TaskCompletionSource();
        var old = await gateway.StartAsync(
            new ClusterOptions { MaxInFlight = 1, HandlerTimeout = Timeout.InfiniteTimeSpan },
            new Handler("A", (in _, _, _) => ReshardAsync()));
        old.Receive(Event("A", 2));
        var next = await WaitForReadyAsync();
        next.Receive(Event("A", 2));
        await Task.WhenAll(AcknowledgeAsync(old), AcknowledgeAsync(next));

        await gateway.PassTimeUntilAsync(done.Task);

        Assert.Null(next.ClosedByClientWith);
        Assert.Equal(1000, old.ClosedByClientWith);

        async ValueTask ReshardAsync()
        {
            await gateway.Cluster!.ReshardAsync(1, Cancel);
            done.SetResult();
        }
    }

    [Fact]
    public async Task Second_reshard_is_refused_while_a_shard_is_not_connected()
    {
        var connection = await gateway.StartAsync(null, Recorder);
        var first = gateway.Cluster!.ReshardAsync(1, Cancel);
        var next = await WaitForReadyAsync();
        next.Receive(Event("GUILD_CREATE", 2, """{"id":"7"}"""));
        await Task.WhenAll(AcknowledgeAsync(connection), AcknowledgeAsync(next));
        await gateway.PassTimeUntilAsync(first);
        var serving = gateway.Shard;
        next.Abort();

        var error = await Assert.ThrowsAsync<GatewayException>(() => gateway.PassTimeUntilAsync(gateway.Cluster!.ReshardAsync(1, Cancel)));

        Assert.Contains(
            "one of them is not connected: events could be handled twice. The 1 present shards continue.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Same(serving, gateway.Shard);
        Assert.Empty(gateway.Cluster.GetStatus().Joining);
    }

    /// <summary>The new shard's connection, up to its READY.</summary>
    private async Task<MemoryConnection> WaitForReadyAsync()
    {
        var next = await gateway.ConnectedAsync();
        next.Receive(Hello);
        await gateway.PassTimeUntilAsync(next.SentAsync(2));
        next.Receive(NextReady);
        return next;
    }

    private static async Task AcknowledgeAsync(MemoryConnection connection)
    {
        for (int beat = 0; beat < 2; beat++)
        {
            await connection.SentAsync(1);
            connection.Receive("""{"op":11}""");
        }
    }
}
