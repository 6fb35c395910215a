using System.Net;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>A user's orders at awkward moments: while a connection is opened or closed, in a pause, after the end.</summary>
public sealed class ShardOrderTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task New_session_requested_while_one_is_starting_does_not_end_it()
    {
        var connection = await gateway.StartAsync();
        Task? ordered = null;
        gateway.Shard.StateChanged += (shard, change) =>
            ordered ??= change.To == ShardState.Connecting ? shard.StartNewSessionAsync(cancellationToken: Cancel) : null;
        connection.Receive("""{"op":9,"d":false}""");
        connection = await GreetedAsync();
        await gateway.PassTimeUntilAsync(connection.SentAsync(2));
        connection.Receive(ReadyAgain);
        await ordered!.WaitAsync(Patience, Cancel);

        connection.CloseFromServer(4000);

        Assert.StartsWith("""{"op":6,""", await GreetingAsync(await GreetedAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_requested_reconnects_do_not_count_as_failed_resumes()
    {
        (await gateway.StartAsync()).CloseFromServer(4000);

        for (int i = 0; i < 5; i++)
        {
            Assert.StartsWith("""{"op":6,""", await GreetingAsync(await GreetedAsync()), StringComparison.Ordinal);
            _ = gateway.Shard.ReconnectAsync(cancellationToken: Cancel);
        }
    }

    [Fact]
    public async Task Shard_call_after_the_stop_throws_at_once()
    {
        await gateway.StartAsync();
        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        var stopped = Assert.Throws<GatewayStoppedException>(() => { _ = gateway.Shard.DisconnectAsync(); });
        Assert.Equal(GatewayStopReason.Requested, stopped.Reason);
        Assert.Throws<GatewayStoppedException>(() => { _ = gateway.Shard.ReconnectAsync(); });
        Assert.Throws<GatewayStoppedException>(() => { _ = gateway.Shard.StartNewSessionAsync(); });
    }

    [Fact]
    public async Task Shard_disconnects_within_seconds_during_an_API_retry_delay()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await gateway.Make(null, [], () => throw new InvalidOperationException("no network")).SpawnAsync(Cancel);
        gateway.ApiAnswer = () =>
        {
            asked.TrySetResult();
            var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            answer.Headers.TryAddWithoutValidation("Retry-After", "290");
            return answer;
        };
        await gateway.PassTimeUntilAsync(asked.Task);
        var before = gateway.Time.GetUtcNow();

        await gateway.PassTimeUntilAsync(gateway.Shard.DisconnectAsync(keepSession: true, Cancel));

        Assert.InRange(gateway.Time.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Session_closed_by_the_user_is_not_stored_by_a_stop_before_the_peer_responds()
    {
        var store = new RecordingStore();
        var connection = await gateway.StartAsync(new ClusterOptions { SessionStore = store });
        Assert.NotNull(await store.ChangedAsync());
        connection.AnswersClose = false;
        _ = gateway.Shard.DisconnectAsync(cancellationToken: Cancel);
        await LiveGateway.UntilAsync(() => connection.ClosedByClientWith is not null);

        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        Assert.Equal(1000, connection.ClosedByClientWith);
        Assert.Null(store.Session);
    }

    [Fact]
    public async Task Session_ended_by_the_user_during_a_pause_is_removed_and_not_stored()
    {
        var store = new RecordingStore();
        (await gateway.StartAsync(new ClusterOptions { SessionStore = store })).CloseFromServer(4000);
        Assert.NotNull(await store.ChangedAsync());
        var connection = await GreetedAsync();
        await connection.SentAsync(6);
        connection.Receive("""{"op":9,"d":true}""");
        await LiveGateway.UntilAsync(() => gateway.Shard.State == ShardState.Disconnected);

        await gateway.Shard.DisconnectAsync(cancellationToken: Cancel).WaitAsync(Patience, Cancel);
        Assert.Null(gateway.Shard.SessionId);
        await gateway.PassTimeUntilAsync(gateway.Cluster!.StopAsync());

        Assert.Null(store.Session);
    }

    [Fact]
    public async Task Rejected_shard_call_does_not_change_the_next_IDENTIFY()
    {
        await gateway.StartAsync();
        await gateway.Shard.DisconnectAsync(cancellationToken: Cancel).WaitAsync(Patience, Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => gateway.Shard.StartNewSessionAsync(new IdentifyOverrides { Presence = new UpdatePresence(BotStatus.Idle) }, Cancel));

        _ = gateway.Shard.ConnectAsync(Cancel);

        string identify = await gateway.PassTimeUntilAsync((await GreetedAsync()).SentAsync(2));
        Assert.DoesNotContain("idle", identify, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_with_WhenNotReady_Fail_reports_that_the_connection_is_being_closed()
    {
        var connection = await gateway.StartAsync();
        connection.AnswersClose = false;
        _ = gateway.Shard.ReconnectAsync(cancellationToken: Cancel);
        await LiveGateway.UntilAsync(() => connection.ClosedByClientWith is not null);

        var error = await Assert.ThrowsAsync<GatewayException>(
            () => gateway.Shard.SendAsync(new UpdateVoiceState(1, null), WhenNotReady.Fail, Cancel).AsTask());

        Assert.Contains("its connection is being closed", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> FirstButHeartbeatsAsync(MemoryConnection connection)
    {
        string message;
        do
        {
            message = await connection.SentAsync();
        }
        while (message.StartsWith("""{"op":1,""", StringComparison.Ordinal));

        return message;
    }

    /// <summary>RESUME or IDENTIFY.</summary>
    private Task<string> GreetingAsync(MemoryConnection connection) => gateway.PassTimeUntilAsync(FirstButHeartbeatsAsync(connection));

    /// <summary>The next connection, with its HELLO.</summary>
    private async Task<MemoryConnection> GreetedAsync()
    {
        var connection = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        connection.Receive(Hello);
        return connection;
    }
}
