using static Spectacles.Gateway.Tests.FrontDoor.MemoryGateway;

namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>A stop ends within its one deadline, whatever the user's code does, and says what it gave up.</summary>
public sealed class StopDeadlineTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MemoryGateway gateway = new();
    private readonly Obstacle obstacle = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        obstacle.LetGo();
        await gateway.DisposeAsync();
        obstacle.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_blocks_its_thread_is_given_up_by_name_and_its_session_was_saved_first(bool kill)
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store }, new Handler("A", (in _, _, _) => obstacle.BlockedAsync()));
        connection.Receive(Event("A", 2));
        await obstacle.ReachedAsync();
        var before = gateway.Time.GetUtcNow();

        var stopping = kill ? gateway.Cluster!.KillAsync(4000) : gateway.Cluster!.StopAsync();
        await LiveGateway.UntilAsync(() => store.Session?.Sequence == 1);
        Assert.Equal(before, gateway.Time.GetUtcNow());
        await gateway.PassTimeUntilAsync(Task.WhenAll(stopping, gateway.Cluster.DisposeAsync().AsTask(), gateway.Cluster.DisposeAsync().AsTask()));

        AssertInTime(before);
        Assert.Equal((kill ? 4000 : 4900, true), (connection.ClosedByClientWith, connection.IsAborted));
        await gateway.AssertStopGaveUpAsync("Handler.Handle blocks the thread of its shard at A (shard 0)");
        Assert.True(gateway.Cluster.Completion.IsCompletedSuccessfully);
        Assert.Equal(1, store.Session!.Sequence);
    }

    [Fact]
    public async Task A_handler_that_never_finishes_is_given_up_by_name_and_what_others_finish_meanwhile_is_saved()
    {
        var store = new RecordingStore();
        var first = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            new ClusterOptions { SessionStore = store },
            new Handler("A", (in _, _, _) => new ValueTask(first.Task)),
            new Handler("B", (in _, _, _) => NeverAsync()));
        connection.Receive(Event("A", 2));
        connection.Receive(Event("B", 3));
        await obstacle.ReachedAsync();
        var before = gateway.Time.GetUtcNow();

        var stopping = gateway.Cluster!.StopAsync();
        await LiveGateway.UntilAsync(() => store.Session?.Sequence == 1);
        first.SetResult();
        await gateway.PassTimeUntilAsync(stopping);

        AssertInTime(before);
        Assert.Equal(2, store.Session!.Sequence);
        await gateway.AssertStopGaveUpAsync("Handler.Handle has not finished B (shard 0)");

        async ValueTask NeverAsync()
        {
            obstacle.Reach();
            await new TaskCompletionSource().Task;
        }
    }

    [Fact]
    public async Task A_handler_that_obeys_its_token_has_not_finished_its_event()
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store }, new Handler("A", (in _, _, token) => WaitAsync(token)));
        connection.Receive(Event("A", 2));
        await obstacle.ReachedAsync();
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        Assert.InRange(gateway.Time.GetUtcNow() - before, Deadline / 2, Deadline * 3 / 4);
        Assert.Equal(1, store.Session!.Sequence);
        Assert.Empty(gateway.Errors);

        async ValueTask WaitAsync(CancellationToken token)
        {
            obstacle.Reach();
            await Task.Delay(Timeout.Infinite, token);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_does_not_answer_holds_back_neither_the_close_frame_nor_the_end(bool blocks)
    {
        var never = new TaskCompletionSource();
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store });
        await LiveGateway.UntilAsync(() => store.Count > 0);
        store.OnChange = () => blocks ? obstacle.BlockedAsync().AsTask() : never.Task;
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1,"d":null}""");
        await connection.SentAsync(1);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        Assert.Equal(4900, connection.ClosedByClientWith);
        await gateway.AssertStopGaveUpAsync("the session store has not answered");
        never.SetResult();
    }

    [Theory]
    [InlineData(nameof(Shard.Closed))]
    [InlineData(nameof(Shard.StateChanged))]
    [InlineData(nameof(Shard.Disconnecting))]
    public async Task A_listener_that_does_not_return_is_given_up_by_name(string name)
    {
        var connection = await gateway.StartAsync();
        gateway.Shard.Closed += (_, _) => obstacle.BlockIf(name == nameof(Shard.Closed));
        gateway.Shard.StateChanged += (_, _) => obstacle.BlockIf(name == nameof(Shard.StateChanged));
        gateway.Shard.Disconnecting += (_, _) => obstacle.BlockIf(name == nameof(Shard.Disconnecting));
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        await gateway.AssertStopGaveUpAsync($"a listener of {name} has not returned");
        Assert.True(connection.IsAborted);
    }

    [Fact]
    public async Task A_callback_on_the_token_of_handlers_is_given_up()
    {
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, token) =>
        {
            token.Register(obstacle.Block);
            return default;
        }));
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1,"d":null}""");
        await connection.SentAsync(1);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        await gateway.AssertStopGaveUpAsync("a callback on the handlers' cancellation token has not returned");
    }

    [Fact]
    public async Task A_listener_of_errors_that_does_not_return_keeps_no_stop()
    {
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) => obstacle.BlockedAsync()));
        gateway.Cluster!.Error += error => obstacle.BlockIf(error.Kind == GatewayErrorKind.Stop);
        connection.Receive(Event("A", 2));

        await DisposeInTimeAsync("Handler.Handle blocks the thread of its shard at A (shard 0)");
    }

    [Fact]
    public void A_deadline_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => gateway.Make(new ClusterOptions { StopDeadline = TimeSpan.Zero }));

    private async Task DisposeInTimeAsync(string givenUp)
    {
        await obstacle.ReachedAsync();
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        await gateway.AssertStopGaveUpAsync(givenUp);
    }

    private void AssertInTime(DateTimeOffset before) => Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.Zero, Deadline + TimeSpan.FromSeconds(0.5));
}
