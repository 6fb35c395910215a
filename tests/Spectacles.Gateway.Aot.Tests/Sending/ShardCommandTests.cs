using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed class ShardCommandTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Commands_waiting_for_READY_are_sent_in_call_order()
    {
        var connection = await ReconnectAsync(await gateway.StartAsync());
        var sends = Enumerable.Range(1, 50)
            .Select(channel => gateway.Shard.SendAsync(Command(channel), cancellationToken: Cancel).AsTask())
            .ToList();
        Assert.DoesNotContain(sends, send => send.IsCompleted);

        connection.Receive(Event("RESUMED", 2));

        await Task.WhenAll(sends).WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        for (int i = 1; i <= 50; i++)
        {
            Assert.Contains($"\"channel_id\":\"{i}\"", await connection.SentAsync(4), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Commands_waiting_for_the_rate_limit_are_sent_in_call_order()
    {
        var connection = await gateway.StartAsync();
        var sends = Task.WhenAll(
            Enumerable.Range(1, 300).Select(channel => gateway.Shard.SendAsync(Command(channel), cancellationToken: Cancel).AsTask()));
        var channels = new List<string>();
        while (channels.Count < 300)
        {
            string message = await gateway.PassTimeUntilAsync(connection.SentAsync());
            if (message.StartsWith("""{"op":4,""", StringComparison.Ordinal))
            {
                channels.Add(message.Split('"')[11]);
            }
            else
            {
                connection.Receive("""{"op":11}""");
            }
        }

        await sends;
        Assert.Equal(Enumerable.Range(1, 300).Select(i => $"{i}"), channels);
    }

    [Fact]
    public async Task Command_with_WhenNotReady_Fail_fails_at_once_while_the_shard_reconnects()
    {
        var connection = await gateway.StartAsync();
        await gateway.Shard.SendAsync(Command(1), WhenNotReady.Fail, Cancel);
        Assert.Contains("\"channel_id\":\"1\"", await connection.SentAsync(4), StringComparison.Ordinal);
        await ReconnectAsync(connection);

        var error = await Assert.ThrowsAsync<GatewayException>(
            async () => await gateway.Shard.SendAsync(Command(2), WhenNotReady.Fail, Cancel));

        Assert.Contains("Shard 0 is not READY (Resuming)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_with_WhenNotReady_Fail_fails_when_the_connection_ends_before_it_is_sent()
    {
        var connection = await gateway.StartAsync();
        while (gateway.Shard.SendAsync(Command(1), cancellationToken: Cancel).AsTask() is { IsCompleted: true })
        {
        }

        var behind = gateway.Shard.SendAsync(Command(2), WhenNotReady.Fail, Cancel).AsTask();
        Assert.False(behind.IsCompleted);
        connection.Abort();

        await Assert.ThrowsAsync<GatewayException>(() => behind.WaitAsync(TimeSpan.FromSeconds(10), Cancel));
    }

    [Fact]
    public async Task Cancelled_command_lets_the_next_command_proceed()
    {
        var connection = await ReconnectAsync(await gateway.StartAsync());
        using var give = new CancellationTokenSource();
        var first = gateway.Shard.SendAsync(Command(1), cancellationToken: give.Token).AsTask();
        var second = gateway.Shard.SendAsync(Command(2), cancellationToken: give.Token).AsTask();
        var third = gateway.Shard.SendAsync(Command(3), cancellationToken: Cancel).AsTask();
        await give.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        connection.Receive(Event("RESUMED", 2));

        await third.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Contains("\"channel_id\":\"3\"", await connection.SentAsync(4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_can_wait_for_READY_in_order_with_MaxInFlight_1()
    {
        var connection = await gateway.StartAsync(
            new ClusterOptions { MaxInFlight = 1 },
            new Handler("A", (in dispatch, shard, ct) => shard.SendAsync(Command((int)dispatch.Sequence), cancellationToken: ct)));
        connection = await ReconnectAsync(connection);
        for (int i = 2; i <= 5; i++)
        {
            connection.Receive(Event("A", i));
        }

        connection.Receive(Event("RESUMED", 6));

        for (int i = 2; i <= 5; i++)
        {
            Assert.Contains($"\"channel_id\":\"{i}\"", await connection.SentAsync(4), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task IDENTIFY_contains_the_last_presence_sent()
    {
        var connection = await gateway.StartAsync(
            new ClusterOptions { Presence = new UpdatePresence(BotStatus.Idle, new BotActivity("chess")) });
        await gateway.Shard.SendAsync(new UpdatePresence(BotStatus.Online, new BotActivity("draughts")), cancellationToken: Cancel);
        await gateway.Shard.SendAsync(new UpdatePresence(BotStatus.DoNotDisturb, new BotActivity("go")), cancellationToken: Cancel);
        connection.Receive("""{"op":9,"d":false}""");
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);

        string identify = await gateway.PassTimeUntilAsync(second.SentAsync(2));

        Assert.Contains("""
            "presence":{"since":null,"activities":[{"name":"go","type":0}],"status":"dnd","afk":false}
            """.Trim(), identify, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presence_too_large_for_the_next_IDENTIFY_is_rejected()
    {
        await gateway.StartAsync();
        var presence = new UpdatePresence(BotStatus.Online, new BotActivity(new string('x', 4_000)));
        Assert.InRange(presence.ToUtf8().Length, 4_000, 4_096);

        await Assert.ThrowsAsync<ArgumentException>(async () => await gateway.Shard.SendAsync(presence, cancellationToken: Cancel));
    }

    private static UpdateVoiceState Command(int channel) => new(1, (ulong)channel);

    private async Task<MemoryConnection> ReconnectAsync(MemoryConnection connection)
    {
        connection.Abort();
        var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        next.Receive(Hello);
        await next.SentAsync(6);
        return next;
    }
}
