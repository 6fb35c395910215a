using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A stop ends within its one deadline, whatever the user's code does, and says what it gave up.</summary>
public sealed class StopTimeoutTests : ObstructedStopTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_that_blocks_its_thread_is_abandoned_by_name_after_its_session_was_saved(bool kill)
    {
        var store = new RecordingStore();
        var connection = await Gateway.StartAsync(
            new ClusterOptions { SessionStore = store }, new Handler("A", (in _, _, _) => Obstacle.BlockedAsync()));
        connection.Receive(Event("A", 2));
        await Obstacle.ReachedAsync();
        var before = Gateway.Time.GetUtcNow();

        var stopping = kill ? Gateway.Cluster!.KillAsync(keepSessions: true) : Gateway.Cluster!.StopAsync();
        await LiveGateway.UntilAsync(() => store.Session?.Sequence == 1);
        Assert.Equal(before, Gateway.Time.GetUtcNow());
        await EndsInTimeAsync(
            Task.WhenAll(stopping, Gateway.Cluster.DisposeAsync().AsTask(), Gateway.Cluster.DisposeAsync().AsTask()), before);

        Assert.Equal((4900, true), (connection.ClosedByClientWith, connection.IsAborted));
        await Gateway.AssertStopGaveUpAsync("Handler.Handle blocks the thread of its shard in A (shard 0)");
        Assert.True(Gateway.Cluster.Completion.IsCompletedSuccessfully);
        Assert.Equal(1, store.Session!.Sequence);
    }

    [Fact]
    public async Task Handler_that_never_finishes_is_abandoned_by_name_and_events_finished_meanwhile_are_saved()
    {
        var store = new RecordingStore();
        var first = new TaskCompletionSource();
        var connection = await Gateway.StartAsync(
            new ClusterOptions { SessionStore = store },
            new Handler("A", (in _, _, _) => new ValueTask(first.Task)),
            new Handler("B", (in _, _, _) => NeverAsync()));
        connection.Receive(Event("A", 2));
        connection.Receive(Event("B", 3));
        await Obstacle.ReachedAsync();
        var before = Gateway.Time.GetUtcNow();

        var stopping = Gateway.Cluster!.StopAsync();
        await LiveGateway.UntilAsync(() => store.Session?.Sequence == 1);
        first.SetResult();
        await EndsInTimeAsync(stopping, before);

        Assert.Equal(2, store.Session!.Sequence);
        await Gateway.AssertStopGaveUpAsync("Handler.Handle has not finished B (shard 0)");

        async ValueTask NeverAsync()
        {
            Obstacle.Reach();
            await new TaskCompletionSource().Task;
        }
    }

    [Fact]
    public async Task Handler_that_ends_by_cancellation_has_not_finished_its_event()
    {
        var store = new RecordingStore();
        var connection = await Gateway.StartAsync(
            new ClusterOptions { SessionStore = store }, new Handler("A", (in _, _, token) => WaitAsync(token)));
        connection.Receive(Event("A", 2));
        await Obstacle.ReachedAsync();
        var before = Gateway.Time.GetUtcNow();

        await Gateway.PassTimeUntilAsync(Gateway.Cluster!.StopAsync(), before + (Deadline * 3 / 4));

        Assert.True(Gateway.Time.GetUtcNow() - before >= Deadline / 2);
        Assert.Equal(1, store.Session!.Sequence);
        Assert.Empty(Gateway.Errors);

        async ValueTask WaitAsync(CancellationToken token)
        {
            Obstacle.Reach();
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_that_does_not_respond_delays_neither_the_close_frame_nor_the_end_of_the_stop(bool blocks)
    {
        var never = new TaskCompletionSource();
        var store = new RecordingStore();
        var connection = await Gateway.StartAsync(new ClusterOptions { SessionStore = store });
        await LiveGateway.UntilAsync(() => store.Count > 0);
        store.OnChange = () => blocks ? Obstacle.BlockedAsync().AsTask() : never.Task;
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1,"d":null}""");
        await connection.SentAsync(1);
        var before = Gateway.Time.GetUtcNow();

        await EndsInTimeAsync(Gateway.Cluster!.DisposeAsync().AsTask(), before);

        Assert.Equal(4900, connection.ClosedByClientWith);
        await Gateway.AssertStopGaveUpAsync("the session store has not answered");
        never.SetResult();
    }

    [Theory]
    [InlineData(nameof(Shard.Closed))]
    [InlineData(nameof(Shard.StateChanged))]
    [InlineData(nameof(Shard.Disconnecting))]
    public async Task Listener_that_does_not_return_is_abandoned_by_name(string name)
    {
        var connection = await Gateway.StartAsync();
        Gateway.Shard.Closed += (_, _) => Obstacle.BlockIf(name == nameof(Shard.Closed));
        Gateway.Shard.StateChanged += (_, _) => Obstacle.BlockIf(name == nameof(Shard.StateChanged));
        Gateway.Shard.Disconnecting += (_, _) => Obstacle.BlockIf(name == nameof(Shard.Disconnecting));
        var before = Gateway.Time.GetUtcNow();

        await EndsInTimeAsync(Gateway.Cluster!.DisposeAsync().AsTask(), before);

        await Gateway.AssertStopGaveUpAsync($"a listener of {name} has not returned");
        Assert.True(connection.IsAborted);
    }

    [Fact]
    public async Task Callback_on_the_cancellation_token_of_handlers_is_abandoned()
    {
        var connection = await Gateway.StartAsync(null, new Handler("A", (in _, _, token) =>
        {
            token.Register(Obstacle.Block);
            return default;
        }));
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1,"d":null}""");
        await connection.SentAsync(1);
        var before = Gateway.Time.GetUtcNow();

        await EndsInTimeAsync(Gateway.Cluster!.DisposeAsync().AsTask(), before);

        await Gateway.AssertStopGaveUpAsync("a callback on the handlers' cancellation token has not returned");
    }

    [Fact]
    public async Task Error_listener_that_does_not_return_does_not_block_the_stop()
    {
        var connection = await Gateway.StartAsync(null, new Handler("A", (in _, _, _) => Obstacle.BlockedAsync()));
        Gateway.Cluster!.Error += error => Obstacle.BlockIf(error.Kind == GatewayErrorKind.Stop);
        connection.Receive(Event("A", 2));

        await DisposeInTimeAsync("Handler.Handle blocks the thread of its shard in A (shard 0)");
    }

    [Fact]
    public void StopTimeout_of_zero_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Gateway.Make(new ClusterOptions { StopTimeout = TimeSpan.Zero }));
}
