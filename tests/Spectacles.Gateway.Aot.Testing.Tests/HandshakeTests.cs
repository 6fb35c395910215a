using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class HandshakeTests
{
    [Fact]
    public async Task Gateway_greets_and_starts_a_session_with_its_guilds()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 });
        await using var client = await RawClient.ConnectAsync(gateway);

        var hello = await client.ExpectAsync(Opcode.Hello);
        Assert.Equal(41_250, hello.Data.GetProperty("heartbeat_interval").GetInt32());

        await client.StartNewSessionAsync(gateway.Token);
        var ready = await client.ExpectAsync("READY");
        Assert.Equal(1, ready.Sequence);
        Assert.Equal(2, ready.Data.GetProperty("guilds").GetArrayLength());
        Assert.Equal(gateway.World.ApplicationId.ToString(), ready.Data.GetProperty("application").GetProperty("id").GetString());
        Assert.Equal(gateway.World.Guilds[0].Id.ToString(), (await client.ExpectAsync("GUILD_CREATE")).Data.GetProperty("id").GetString());
        Assert.Equal(3, (await client.ExpectAsync("GUILD_CREATE")).Sequence);

        Assert.Equal(0, (await gateway.WaitForPayloadAsync(Opcode.Identify)).ShardId);
        Assert.Equal(new GatewayCounters(1, 1, 0, 3, 0, 0, 0), gateway.Counters);
    }

    [Theory]
    [InlineData("v=10&encoding=json")]
    [InlineData("encoding=json&v=9")]
    [InlineData("compress=zlib-stream&encoding=json&v=10")]
    [InlineData("v=10&compress=zlib-stream")]
    [InlineData("v=10&compress=zstd-stream")]
    [InlineData("v=6")]
    [InlineData("")]
    public async Task Gateway_accepts_query_parameters_in_any_order(string query)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, query: query);
        Assert.Equal(1, gateway.Dispatch("MESSAGE_CREATE", $$"""{"guild_id":"{{gateway.World.Guilds[0].Id}}","content":"hello"}"""));
        await client.ExpectAsync("MESSAGE_CREATE");
    }

    [Fact]
    public async Task Gateway_compresses_with_one_zlib_stream_that_is_flushed_after_each_message()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, query: "v=10&encoding=json&compress=zlib-stream");
        Assert.Equal(System.Net.WebSockets.WebSocketMessageType.Binary, client.LastType);
        Assert.Equal([0, 0, 0xFF, 0xFF], client.LastBytes[^4..]);
        Assert.Equal(3, client.MessagesRead);
    }

    [Fact]
    public async Task Gateway_compresses_with_one_zstd_frame_as_Discord_does()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.ConnectAsync(gateway, query: "v=10&compress=zstd-stream");
        await client.ExpectAsync(Opcode.Hello);

        // The magic number, then neither a size nor a checksum, and a window of 256 KB: the header of Discord's frames.
        Assert.Equal([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x40], client.LastBytes[..6]);
        Assert.Equal(System.Net.WebSockets.WebSocketMessageType.Binary, client.LastType);
        Assert.Equal(1, client.MessagesRead);
    }

    [Fact]
    public async Task Gateway_compresses_single_payloads_when_the_identify_asks_for_it()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token, more: ",\"compress\":true");
        await Assert.ThrowsAnyAsync<JsonException>(client.NextAsync);
        Assert.Equal(0x78, client.LastBytes[0]);
    }

    [Fact]
    public async Task Gateway_accepts_an_optional_slash_and_old_property_names_and_the_word_bot()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.ConnectAsync(new Uri(gateway.Url, "/"));
        await client.ExpectAsync(Opcode.Hello);
        await client.SendAsync(
            $$"""{"d":{"properties":{"$os":"linux","$browser":"x","$device":"x"},"intents":1,"token":"Bot {{gateway.Token}}"},"op":2}""");
        await client.ExpectAsync("READY");
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Gateway_never_negotiates_permessage_deflate()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new System.Net.WebSockets.WebSocketDeflateOptions();
        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(gateway.Url, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", socket.HttpResponseHeaders!.Keys);
    }

    [Fact]
    public async Task Gateway_acknowledges_heartbeats_with_and_without_a_sequence()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.HeartbeatAck);
        await client.HeartbeatAsync("2");
        await client.ExpectAsync(Opcode.HeartbeatAck);
        Assert.Null((await gateway.WaitForPayloadAsync(Opcode.Heartbeat)).Sequence);
        Assert.Equal(2, (await gateway.WaitForPayloadAsync(Opcode.Heartbeat)).Sequence);
    }

    [Fact]
    public async Task Gateway_requests_a_heartbeat_on_demand()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).RequestHeartbeat();
        await client.ExpectAsync(Opcode.Heartbeat);
    }

    [Fact]
    public async Task Each_shard_has_its_own_guilds_and_sequence()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 4, MaxConcurrency = 2 });
        await using var first = await RawClient.WaitForReadyAsync(gateway, shard: 0, shards: 2);
        await using var second = await RawClient.WaitForReadyAsync(gateway, shard: 1, shards: 2);
        Assert.Equal((3, 3), (first.Sequence, second.Sequence));

        var guildOfSecond = gateway.World.Guilds.Single(
            guild => guild.ShardOf(2) == 1 && guild == gateway.World.Guilds.First(other => other.ShardOf(2) == 1));
        gateway.People.Say(guildOfSecond, "hello");
        Assert.Equal(4, (await second.ExpectAsync("MESSAGE_CREATE")).Sequence);
        gateway.People.SayDirectly(guildOfSecond.People[0].User, "psst");
        Assert.Equal("psst", (await first.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("content").GetString());
    }
}
