using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Input that no correct client or test sends. It is refused and affects nothing else.</summary>
public sealed class BrokenInputTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Half_a_character_closes_the_connection_and_keeps_the_session()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.SendAsync("""{"op":3,"d":{"activities":[],"status":"\ud800"}}""");
        Assert.Equal((int)CloseCode.DecodeError, await client.WaitForCloseAsync());
        Assert.Equal((int)CloseCode.DecodeError, (await gateway.WaitForCloseAsync()).Code);
        Assert.False(Assert.Single(gateway.Sessions).Connected);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(CloseCode.DecodeError, Assert.Single(gateway.Violations).CloseCode);
    }

    [Fact]
    public async Task Gateway_closes_a_client_whose_binary_message_is_not_UTF8()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.SendAsync(NotUtf8(), WebSocketMessageType.Binary);
        Assert.Equal((int)CloseCode.DecodeError, await client.WaitForCloseAsync());
        Assert.Equal(CloseCode.DecodeError, Assert.Single(gateway.Violations).CloseCode);
    }

    [Fact]
    public async Task Text_message_that_is_not_UTF8_is_a_violation()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.SendAsync(NotUtf8(), WebSocketMessageType.Text);
        // The web socket sends 1007 and ends the connection at once, so the frame does not always arrive.
        Assert.True(await client.WaitForCloseAsync() is null or 1007);
        Assert.Equal(CloseOrigin.Server, (await gateway.WaitForCloseAsync()).Origin);
        Assert.Contains("RFC 6455", Assert.Single(gateway.Violations).Detail, StringComparison.Ordinal);
        Assert.False(Assert.Single(gateway.Sessions).Connected);
    }

    [Fact]
    public async Task Gateway_refuses_a_message_that_is_too_large_before_its_end_has_come()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.SendAsync(new byte[4097], WebSocketMessageType.Text, end: false);
        Assert.Equal((int)CloseCode.DecodeError, await client.WaitForCloseAsync());
        Assert.Contains("4096", Assert.Single(gateway.Violations).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(123, "x", true)]
    [InlineData(124, "x", false)]
    [InlineData(62, "é", false)]
    public async Task Close_reason_has_at_most_123_bytes(int count, string character, bool holds)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        string reason = string.Concat(Enumerable.Repeat(character, count));
        if (!holds)
        {
            Assert.ThrowsAny<ArgumentException>(() => gateway.ConnectionOf(0).Close(4000, reason));
            Assert.ThrowsAny<ArgumentException>(() => gateway.ConnectionOf(0).Close(4000, "\ud800"));
            reason = "";
        }

        gateway.ConnectionOf(0).Close(4000, reason);
        Assert.Equal(4000, await client.WaitForCloseAsync());
        Assert.Equal(reason, (await gateway.WaitForCloseAsync()).Reason);
    }

    [Fact]
    public async Task Predicate_that_throws_faults_only_its_own_wait()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        // There is no observation for the wait before the heartbeat arrives.
        await gateway.WaitForPayloadAsync(Opcode.Identify, TestContext.Current.CancellationToken);
        Task faulty = gateway.WaitForPayloadAsync(
            _ => throw new FormatException("the test is wrong"), TestContext.Current.CancellationToken);
        Task sound = gateway.WaitForPayloadAsync(Opcode.Heartbeat, TestContext.Current.CancellationToken);
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.HeartbeatAck);
        Assert.Equal("the test is wrong", (await Assert.ThrowsAsync<FormatException>(() => faulty)).Message);
        await sound;
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.HeartbeatAck);
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Gateway_routes_and_filters_an_event_with_leading_whitespace()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 });
        await using var client = await RawClient.WaitForReadyAsync(gateway, shard: 1, shards: 2);
        string guild = gateway.World.Guilds.Single(guild => guild.ShardOf(2) == 1).Id.ToString();
        string json = $$"""
            
            {"guild_id":"{{guild}}","content":"secret"} 
            """;
        Assert.Equal(1, gateway.Dispatch("MESSAGE_CREATE", json));
        Assert.Equal("", (await client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("content").GetString());
        Assert.True(gateway.Sessions[0].Dispatch("MESSAGE_CREATE", " " + json));
        Assert.Equal("", (await client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("content").GetString());
    }

    [Fact]
    public async Task Gateway_escapes_the_name_of_an_event()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.Dispatch("A\"B\\é", "{}");
        await client.ExpectAsync("A\"B\\é");
    }

    private static byte[] NotUtf8() => Encoding.Latin1.GetBytes("""{"op":3,"d":{"activities":[],"status":"é"}}""");
}
