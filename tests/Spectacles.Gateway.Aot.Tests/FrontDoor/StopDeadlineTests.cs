using static Spectacles.Gateway.Tests.FrontDoor.MemoryGateway;

namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>A stop ends within its one deadline, whatever the user's code does, and says what it gave up.</summary>
public sealed class StopDeadlineTests : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MemoryGateway gateway = new();
    private readonly ManualResetEventSlim hold = new();
    private readonly TaskCompletionSource begun = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        hold.Set();
        await gateway.DisposeAsync();
        hold.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_blocks_its_thread_is_given_up_by_name_and_its_session_was_saved_first(bool kill)
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store }, new Handler("A", (in _, _, _) => BlockedAsync()));
        connection.Receive(Event("A", 2));
        await begun.Task.WaitAsync(Patience, Cancel);
        var before = gateway.Time.GetUtcNow();

        var stopping = kill ? gateway.Cluster!.KillAsync(4000) : gateway.Cluster!.StopAsync();
        await LiveGateway.UntilAsync(() => store.Session?.Sequence == 1);
        Assert.Equal(before, gateway.Time.GetUtcNow());
        await gateway.PassTimeUntilAsync(Task.WhenAll(stopping, gateway.Cluster.DisposeAsync().AsTask(), gateway.Cluster.DisposeAsync().AsTask()));

        AssertInTime(before);
        Assert.Equal((kill ? 4000 : 4900, true), (connection.ClosedByClientWith, connection.IsAborted));
        await AssertGivenUpAsync("Handler.Handle blocks the thread of its shard at A (shard 0)");
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
        await begun.Task.WaitAsync(Patience, Cancel);
        var before = gateway.Time.GetUtcNow();

        var stopping = gateway.Cluster!.StopAsync();
        await LiveGateway.UntilAsync(() => store.Session?.Sequence == 1);
        first.SetResult();
        await gateway.PassTimeUntilAsync(stopping);

        AssertInTime(before);
        Assert.Equal(2, store.Session!.Sequence);
        await AssertGivenUpAsync("Handler.Handle has not finished B (shard 0)");

        async ValueTask NeverAsync()
        {
            begun.SetResult();
            await new TaskCompletionSource().Task;
        }
    }

    [Fact]
    public async Task A_handler_that_obeys_its_token_has_not_finished_its_event()
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store }, new Handler("A", (in _, _, token) => WaitAsync(token)));
        connection.Receive(Event("A", 2));
        await begun.Task.WaitAsync(Patience, Cancel);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        Assert.InRange(gateway.Time.GetUtcNow() - before, Deadline / 2, Deadline * 3 / 4);
        Assert.Equal(1, store.Session!.Sequence);
        Assert.Empty(gateway.Errors);

        async ValueTask WaitAsync(CancellationToken token)
        {
            begun.SetResult();
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
        store.OnChange = () => blocks ? BlockedAsync().AsTask() : never.Task;
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1,"d":null}""");
        await connection.SentAsync(1);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        Assert.Equal(4900, connection.ClosedByClientWith);
        await AssertGivenUpAsync("the session store has not answered");
        never.SetResult();
    }

    [Theory]
    [InlineData(nameof(Shard.Closed))]
    [InlineData(nameof(Shard.StateChanged))]
    [InlineData(nameof(Shard.Disconnecting))]
    public async Task A_listener_that_does_not_return_is_given_up_by_name(string name)
    {
        var connection = await gateway.StartAsync();
        gateway.Shard.Closed += (_, _) => BlockIf(name == nameof(Shard.Closed));
        gateway.Shard.StateChanged += (_, _) => BlockIf(name == nameof(Shard.StateChanged));
        gateway.Shard.Disconnecting += (_, _) => BlockIf(name == nameof(Shard.Disconnecting));
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        await AssertGivenUpAsync($"a listener of {name} has not returned");
        Assert.True(connection.IsAborted);
    }

    [Fact]
    public async Task A_factory_that_does_not_return_is_given_up()
    {
        await gateway.Make(null, [], () =>
        {
            Block();
            throw new IOException();
        }).SpawnAsync(Cancel);

        await DisposeInTimeAsync("ClusterOptions.ConnectionFactory has not returned");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_does_not_open_is_given_up(bool blocks)
    {
        await gateway.Make(null, [], () => new StuckConnection(() => blocks ? BlockedAsync() : BeginAsync())).SpawnAsync(Cancel);

        await DisposeInTimeAsync("ConnectAsync of the connection has not returned");

        ValueTask BeginAsync()
        {
            begun.TrySetResult();
            return new ValueTask(new TaskCompletionSource().Task);
        }
    }

    [Fact]
    public async Task Shards_that_are_being_divided_anew_by_an_api_that_does_not_answer_are_given_up()
    {
        var connection = await gateway.StartAsync();
        gateway.ApiAnswer = () =>
        {
            Block();
            return new HttpResponseMessage();
        };
        var resharding = gateway.Cluster!.ReshardAsync(1, Cancel);

        await DisposeInTimeAsync("the shards are still being divided anew");

        Assert.Equal(1000, connection.ClosedByClientWith);
        hold.Set();
        await Assert.ThrowsAnyAsync<Exception>(() => resharding.WaitAsync(Patience, Cancel));
    }

    [Fact]
    public async Task A_callback_on_the_token_of_handlers_is_given_up()
    {
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, token) =>
        {
            token.Register(Block);
            return default;
        }));
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1,"d":null}""");
        await connection.SentAsync(1);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        await AssertGivenUpAsync("a callback on the handlers' cancellation token has not returned");
    }

    [Fact]
    public async Task A_listener_of_errors_that_does_not_return_keeps_no_stop()
    {
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) => BlockedAsync()));
        gateway.Cluster!.Error += error => BlockIf(error.Kind == GatewayErrorKind.Stop);
        connection.Receive(Event("A", 2));

        await DisposeInTimeAsync("Handler.Handle blocks the thread of its shard at A (shard 0)");
    }

    [Fact]
    public async Task A_run_that_is_stopped_before_it_has_spawned_ends_without_an_error()
    {
        gateway.ApiAnswer = () =>
        {
            Block();
            return new HttpResponseMessage();
        };
        using var stop = new CancellationTokenSource();
        var running = gateway.Make().RunAsync(stop.Token);
        await begun.Task.WaitAsync(Patience, Cancel);

        await stop.CancelAsync();

        await running.WaitAsync(Patience, Cancel);
    }

    [Fact]
    public void A_deadline_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => gateway.Make(new ClusterOptions { StopDeadline = TimeSpan.Zero }));

    private async Task DisposeInTimeAsync(string givenUp)
    {
        await begun.Task.WaitAsync(Patience, Cancel);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.DisposeAsync().AsTask());

        AssertInTime(before);
        await AssertGivenUpAsync(givenUp);
    }

    private void AssertInTime(DateTimeOffset before) => Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.Zero, Deadline + TimeSpan.FromSeconds(0.5));

    private async Task AssertGivenUpAsync(string what)
    {
        // The fake clock may be at the end of the deadline before the report is out.
        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("the stop gave up waiting") > 0);
        lock (gateway.Errors)
        {
            string message = Assert.Single(gateway.Errors, error => error.Kind == GatewayErrorKind.Stop).Message;
            Assert.StartsWith("the stop gave up waiting, to end within 8 s (ClusterOptions.StopDeadline): ", message, StringComparison.Ordinal);
            Assert.Contains(what, message, StringComparison.Ordinal);
        }
    }

    private void Block()
    {
        begun.TrySetResult();
        hold.Wait(CancellationToken.None);
    }

    private ValueTask BlockedAsync()
    {
        Block();
        return default;
    }

    private void BlockIf(bool wanted)
    {
        if (wanted)
        {
            Block();
        }
    }
}
