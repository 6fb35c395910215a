using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>What hostile servers, failing stores and unlucky moments do to a shard: nothing lasting.</summary>
public sealed class ShardTroubleTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Property_name_with_an_unpaired_surrogate_is_an_invalid_message_and_resumes()
    {
        var connection = await gateway.StartAsync();
        connection.Receive("""{"\ud800":1,"op":11}""");

        var second = await gateway.ConnectedAsync();

        Assert.Equal("resume.example", second.Address!.Host);
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Waits_for_a_shard_fail_when_it_stops()
    {
        await gateway.Make().SpawnAsync(Cancel);
        var ready = gateway.Shard.WaitForReadyAsync(Cancel);
        var send = gateway.Shard.SendAsync(new UpdateVoiceState(1, null), cancellationToken: Cancel).AsTask();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        await Assert.ThrowsAsync<GatewayStoppedException>(() => ready.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        await Assert.ThrowsAsync<GatewayStoppedException>(() => send.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        await Assert.ThrowsAsync<GatewayStoppedException>(
            () => gateway.Shard.WaitForReadyAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task Stop_at_any_moment_of_a_connection_attempt_ends()
    {
        for (int i = 0; i < 200; i++)
        {
            await using var one = new MemoryGateway();
            await one.Make().SpawnAsync(Cancel);
            for (int spin = 0; spin < i; spin++)
            {
                Thread.SpinWait(50);
            }

            await one.PassTimeUntilAsync(one.Cluster!.StopAsync()).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
            Assert.Equal(ShardState.Stopped, one.Shard.State);
        }
    }

    [Fact]
    public async Task Stop_does_not_wait_for_unfinished_calls_beyond_its_deadline()
    {
        var begun = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            new ClusterOptions { MaxInFlight = 1, HandlerTimeout = Timeout.InfiniteTimeSpan },
            new Handler("A", (in _, _, _) =>
            {
                begun.TrySetResult();
                return new ValueTask(new TaskCompletionSource().Task);
            }));
        connection.Receive(Event("A", 2));
        connection.Receive(Event("A", 3));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8.5));
        Assert.Equal(1000, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Store_that_never_responds_is_reported_and_the_stop_continues()
    {
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = new BrokenStore() });

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        await LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("the session store has not answered") == 1);
        Assert.Equal([GatewayErrorKind.SessionStore, GatewayErrorKind.Stop], gateway.Errors.Select(error => error.Kind));
        Assert.Equal(4900, connection.ClosedByClientWith);
        Assert.Equal(ShardState.Stopped, gateway.Shard.State);
    }

    [Fact]
    public async Task Session_that_progresses_with_every_resume_is_not_abandoned()
    {
        var connection = await gateway.StartAsync();
        connection.CloseFromServer(4000);
        for (int sequence = 2; sequence < 10; sequence++)
        {
            var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
            next.Receive(Hello);
            string sent;
            do
            {
                sent = await gateway.PassTimeUntilAsync(next.SentAsync());
            }
            while (sent.StartsWith("""{"op":1,""", StringComparison.Ordinal));

            Assert.StartsWith("""{"op":6,""", sent, StringComparison.Ordinal);
            next.Receive(Event("A", sequence));
            next.CloseFromServer(4000);
        }

        Assert.DoesNotContain(gateway.Errors, error => error.Kind == GatewayErrorKind.SessionLost);
    }

    [Fact]
    public async Task Connection_factory_that_throws_once_costs_one_attempt()
    {
        int calls = 0;
        MemoryConnection? opened = null;
        var connected = new TaskCompletionSource();
        var cluster = gateway.Make(
            null,
            [],
            () =>
                ++calls == 1
                    ? throw new InvalidOperationException("no socket")
                    : opened = new MemoryConnection(_ => connected.TrySetResult()));
        await cluster.SpawnAsync(Cancel);

        await gateway.PassTimeUntilAsync(connected.Task);

        Assert.Contains("no socket", Assert.Single(gateway.Errors).Message, StringComparison.Ordinal);
        Assert.NotNull(opened);
    }

    [Fact]
    public async Task Zombie_connection_is_detected_while_handlers_are_called_continuously()
    {
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) => default));
        var second = gateway.ConnectedAsync();
        long sequence = 1;
        var before = gateway.Time.GetUtcNow();
        while (!second.IsCompleted)
        {
            connection.Receive(Event("A", ++sequence));
            gateway.Time.Advance(TimeSpan.FromSeconds(1));

            // Time passes only as fast as the shard reads. After its end, the connection reads no more, and time goes on.
            for (int i = 0; i < 50 && gateway.Shard.Sequence != sequence && !second.IsCompleted; i++)
            {
                await Task.Delay(1, Cancel);
            }
        }

        // The first beat within 40 s, the next 40 s later.
        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task Endless_heartbeat_requests_are_answered_only_up_to_the_rate_limit()
    {
        var connection = await gateway.StartAsync();
        for (int i = 0; i < 1_000; i++)
        {
            connection.Receive("""{"op":1,"d":null}""");
        }

        connection.Receive("""{"op":7,"d":null}""");
        await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());

        Assert.InRange(connection.SentCount, 100, CommandLimiter.Limit);
    }

    [Fact]
    public async Task Shard_without_remaining_session_starts_waits_and_reports_until_when()
    {
        gateway.SessionStartsLeft = 0;
        await gateway.Make().SpawnAsync(Cancel);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);
        while (gateway.Errors.Count == 0)
        {
            await Task.Delay(1, Cancel);
        }

        Assert.Contains("no session starts remain; the shard waits until", Assert.Single(gateway.Errors).Message, StringComparison.Ordinal);
        Assert.Equal(0, connection.SentCount);
        gateway.SessionStartsLeft = 5;
        await gateway.PassTimeUntilAsync(connection.SentAsync(2));
        Assert.Equal(4, gateway.Cluster!.Gateway.SessionStartLimit.Remaining);
    }

    [Fact]
    public async Task Exceptions_of_logger_and_listener_have_no_effect()
    {
        var connection = await gateway.StartAsync(null, new Handler("A", (in _, _, _) => throw new InvalidOperationException("handler")));
        gateway.Cluster!.Error += _ => throw new InvalidOperationException("listener");
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1,"d":null}""");

        await connection.SentAsync(1);

        Assert.Equal(ShardState.Ready, gateway.Shard.State);
    }

    [Fact]
    public async Task Watermark_is_before_an_event_whose_handler_still_runs_on_the_read_loop()
    {
        using var hold = new ManualResetEventSlim();
        var store = new DurableStore();
        var begun = new TaskCompletionSource();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store }, new Handler("A", (in _, _, _) =>
        {
            begun.TrySetResult();
            hold.Wait(CancellationToken.None);
            return default;
        }));
        connection.Receive(Event("A", 7));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());
        hold.Set();

        Assert.Equal(1, (await store.LoadAsync(0, Cancel))!.Sequence);
    }

    [Fact]
    public async Task Presence_too_large_for_IDENTIFY_is_rejected_by_SpawnAsync()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () =>
                gateway.Make(
                    new ClusterOptions
                    {
                        Presence = new UpdatePresence(BotStatus.Online, new BotActivity(new string('x', 5000))),
                    }).SpawnAsync(Cancel));

        Assert.Contains("4096", error.Message, StringComparison.Ordinal);
    }

    private sealed class BrokenStore : ISessionStore
    {
        public bool IsDurable => true;

        public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) => throw new IOException("no disk");

        public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) => new(new TaskCompletionSource().Task);

        public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => new(new TaskCompletionSource().Task);
    }
}
