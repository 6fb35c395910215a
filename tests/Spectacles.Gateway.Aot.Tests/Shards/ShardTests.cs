using System.Net.WebSockets;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

public sealed class ShardTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Shard_requests_version_10_JSON_and_zlib_stream()
    {
        var connection = await gateway.StartAsync();

        Assert.Equal("wss://main.example/?v=10&encoding=json&compress=zlib-stream", connection.Address!.ToString());
    }

    [Fact]
    public async Task IDENTIFY_contains_the_intents_of_the_handlers_and_the_configured_presence()
    {
        gateway.Make(
            new ClusterOptions { Presence = new UpdatePresence(BotStatus.Idle, new BotActivity("chess")) },
            new Handler("MESSAGE_CREATE", (in _, _, _) => default, GatewayIntents.GuildMessages | GatewayIntents.MessageContent),
            new Handler("GUILD_CREATE", (in _, _, _) => default, GatewayIntents.Guilds));
        await gateway.Cluster!.SpawnAsync(TestContext.Current.CancellationToken);
        var connection = await gateway.ConnectedAsync();
        connection.Receive(Hello);

        string identify = await connection.SentAsync();

        Assert.Contains($"\"token\":\"{Token}\",\"intents\":{1 + 512 + 32768},", identify, StringComparison.Ordinal);
        Assert.Contains("\"shard\":[0,1]", identify, StringComparison.Ordinal);
        Assert.Contains("""
            "presence":{"since":null,"activities":[{"name":"chess","type":0}],"status":"idle","afk":false}
            """.Trim(), identify, StringComparison.Ordinal);
        Assert.Equal(ShardState.Identifying, gateway.Shard.State);
    }

    [Fact]
    public async Task First_heartbeat_is_sent_within_the_interval_and_later_ones_once_per_interval_with_the_sequence()
    {
        var connection = await gateway.StartAsync();

        gateway.Time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal("""{"op":1,"d":1}""", await connection.SentAsync());
        connection.Receive("""{"op":11}""");
        connection.Receive("""{"op":1,"d":null}""");
        Assert.Equal("""{"op":1,"d":1}""", await connection.SentAsync());

        Assert.Equal(ShardState.Ready, gateway.Shard.State);
    }

    [Fact]
    public async Task Missing_heartbeat_acknowledgement_resumes_at_the_resume_URL()
    {
        var connection = await gateway.StartAsync();
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);

        Assert.Equal("""{"op":6,"d":{"token":"memory.gateway.token","session_id":"first","seq":1}}""", await second.SentAsync());
        Assert.Equal("wss://resume.example/?v=10&encoding=json&compress=zlib-stream", second.Address!.ToString());
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Heartbeat_latency_is_measured()
    {
        var connection = await gateway.StartAsync();
        Assert.Null(gateway.Shard.Latency);
        gateway.Time.Advance(TimeSpan.FromSeconds(40));
        await connection.SentAsync();
        gateway.Time.Advance(TimeSpan.FromMilliseconds(123));
        connection.Receive("""{"op":11}""");
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();

        Assert.Equal(TimeSpan.FromMilliseconds(123), gateway.Shard.Latency);
        gateway.Time.Advance(TimeSpan.FromMilliseconds(77));
        connection.Receive("""{"op":11}""");
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();

        Assert.Equal(TimeSpan.FromMilliseconds(77), gateway.Shard.Latency);
        Assert.Equal(TimeSpan.FromMilliseconds(100), gateway.Shard.AverageLatency);
    }

    [Fact]
    public async Task Dropped_connection_resumes_and_dispatches_a_replayed_event_once()
    {
        var seen = new List<long>();
        var resumed = new TaskCompletionSource();
        var connection = await gateway.StartAsync(
            null,
            new Handler("A", (in d, _, _) =>
            {
                seen.Add(d.Sequence);
                return default;
            }),
            new Handler("RESUMED", (in _, _, _) =>
            {
                resumed.SetResult();
                return default;
            }));
        connection.Receive(Event("A", 2));
        connection.Receive("""{"op":1}""");
        await connection.SentAsync();
        connection.Abort();

        var second = await gateway.ConnectedAsync();
        second.Receive(Hello);
        Assert.Contains("\"seq\":2", await second.SentAsync(), StringComparison.Ordinal);
        second.Receive(Event("A", 2));
        second.Receive(Event("A", 3));
        second.Receive(Event("RESUMED", 4));
        await resumed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal([2L, 3L], seen);
        Assert.Equal(1, gateway.Shard.Resumes);
    }

    [Theory]
    [InlineData("""{"op":7,"d":null}""", true)]
    [InlineData("""{"op":9,"d":true}""", true)]
    [InlineData("""{"op":9,"d":false}""", false)]
    public async Task Reconnect_request_of_the_server_opens_a_new_connection(string message, bool resumes)
    {
        var connection = await gateway.StartAsync();
        connection.Receive(message);
        var second = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        second.Receive(Hello);

        await gateway.PassTimeUntilAsync(second.SentAsync(resumes ? 6 : 2));
        Assert.Equal(resumes ? "resume.example" : "main.example", second.Address!.Host);
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Theory]
    [InlineData(4004, "token is wrong")]
    [InlineData(4010, "shard count is wrong")]
    [InlineData(4011, "2500 guilds")]
    [InlineData(4012, "GatewayOptions.ApiVersion")]
    [InlineData(4013, "GatewayIntents")]
    [InlineData(4014, "Privileged Gateway Intents")]
    public async Task Fatal_close_is_one_exception_with_the_code_its_meaning_and_advice(int code, string advice)
    {
        var connection = await gateway.StartAsync();
        connection.CloseFromServer(code, "as Discord says");

        var failure = await Assert.ThrowsAsync<GatewayClosedException>(
            () => gateway.Cluster!.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        Assert.Equal((0, code, GatewayStopReason.Closed), (failure.ShardId, (int)failure.Code, failure.Reason));
        Assert.Contains($"Shard 0 was closed with {code} (as Discord says)", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.Equal(ShardState.Failed, gateway.Shard.State);
        Assert.Equal(GatewayErrorKind.Failed, Assert.Single(gateway.Errors).Kind);
        await Assert.ThrowsAsync<GatewayClosedException>(() => gateway.Shard.WaitForReadyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Invalid_message_closes_the_connection_and_resumes()
    {
        var connection = await gateway.StartAsync();
        connection.Receive("no json");

        var second = await gateway.ConnectedAsync();

        Assert.Equal("resume.example", second.Address!.Host);
        Assert.Equal(4900, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Endless_message_closes_the_connection_with_1009()
    {
        var connection = await gateway.StartAsync(new ClusterOptions { MaxMessageBytes = 2048 });
        for (int i = 0; i < 9; i++)
        {
            connection.Receive(new byte[4096], WebSocketMessageType.Text, endOfMessage: false);
        }

        await gateway.ConnectedAsync();

        Assert.Equal(1009, connection.ClosedByClientWith);
    }

    [Fact]
    public async Task Shard_connects_to_the_main_URL_when_the_resume_URL_does_not_respond()
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        (await gateway.ConnectedAsync()).Abort();
        var hosts = new List<string>();
        for (int i = 0; i < 2; i++)
        {
            var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
            hosts.Add(next.Address!.Host);
            next.Abort();
        }

        Assert.Equal(["resume.example", "main.example"], hosts);
    }

    [Fact]
    public async Task Command_is_sent_after_READY_and_rejected_with_the_limit_when_too_large()
    {
        var connection = await gateway.StartAsync();
        await gateway.Shard.SendAsync(new UpdateVoiceState(1, 2, SelfMute: true), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("""{"op":4,"d":{"guild_id":"1","channel_id":"2","self_mute":true,"self_deaf":false}}""", await connection.SentAsync());

        var error = await Assert.ThrowsAsync<ArgumentException>(
            async () =>
                await gateway.Shard.SendAsync(
                    new UpdatePresence(BotStatus.Online, new BotActivity(new string('x', 5000))),
                    cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("4096", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_121_of_a_minute_waits()
    {
        var connection = await gateway.StartAsync();
        var command = new UpdateVoiceState(1, null);
        int sent = 0;
        ValueTask pending;
        while (
            (pending = gateway.Shard.SendAsync(command, cancellationToken: TestContext.Current.CancellationToken)).IsCompletedSuccessfully)
        {
            sent++;
            Assert.InRange(sent, 0, 120);
        }

        // IDENTIFY has taken one of the 120, and some are kept for heartbeats.
        Assert.InRange(sent, 110, 119);
        gateway.Time.Advance(TimeSpan.FromSeconds(61));
        await pending;
    }
}
