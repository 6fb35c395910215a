using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class CheckTests
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"wrong.token.here\",\"intents\":1,\"properties\":{}}}", CloseCode.AuthenticationFailed)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":1,\"properties\":{},\"shard\":[2,2]}}", CloseCode.InvalidShard)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":1,\"properties\":{},\"shard\":[-1,2]}}", CloseCode.InvalidShard)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":1,\"properties\":{},\"shard\":[0,0]}}", CloseCode.InvalidShard)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":1,\"properties\":{},\"shard\":[0]}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"properties\":{}}}", CloseCode.InvalidIntents)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":131072,\"properties\":{}}}", CloseCode.InvalidIntents)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":-1,\"properties\":{}}}", CloseCode.InvalidIntents)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":32768,\"properties\":{}}}", CloseCode.DisallowedIntents)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":1}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":2,\"d\":{\"token\":7,\"intents\":1,\"properties\":{}}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":\"1\",\"properties\":{}}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":2}", CloseCode.DecodeError)]
    [InlineData("{\"op\":3,\"d\":{\"since\":null,\"activities\":[],\"status\":\"online\",\"afk\":false}}", CloseCode.NotAuthenticated)]
    [InlineData("{\"op\":8,\"d\":{\"guild_id\":\"1\",\"query\":\"\",\"limit\":0}}", CloseCode.NotAuthenticated)]
    [InlineData("{\"op\":6,\"d\":{\"token\":\"wrong\",\"session_id\":\"x\",\"seq\":1}}", CloseCode.AuthenticationFailed)]
    [InlineData("{\"op\":6,\"d\":{\"token\":\"TOKEN\",\"session_id\":\"x\"}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":5,\"d\":null}", CloseCode.UnknownOpcode)]
    [InlineData("{\"op\":0,\"t\":\"READY\",\"s\":1,\"d\":{}}", CloseCode.UnknownOpcode)]
    [InlineData("{\"op\":99999999999}", CloseCode.DecodeError)]
    [InlineData("{\"op\":1,\"d\":{}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":1,\"d\":\"1\"}", CloseCode.DecodeError)]
    [InlineData("{\"d\":{\"op\":1}}", CloseCode.DecodeError)]
    [InlineData("[]", CloseCode.DecodeError)]
    [InlineData("{\"op\":1,", CloseCode.DecodeError)]
    [InlineData("{\"op\":1}{\"op\":1}", CloseCode.DecodeError)]
    [InlineData("", CloseCode.DecodeError)]
    [InlineData("garbage", CloseCode.DecodeError)]
    [InlineData("{\"op\":2,\"d\":{\"token\":\"\\ud800\",\"intents\":1,\"properties\":{}}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":6,\"d\":{\"token\":\"TOKEN\",\"session_id\":\"\\udc00\",\"seq\":1}}", CloseCode.DecodeError)]
    [InlineData("{\"op\":1,\"d\":null,\"\\ud800\":0}", CloseCode.DecodeError)]
    public async Task Gateway_closes_a_client_that_sends_what_Discord_refuses(string payload, CloseCode code)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.SendAsync(payload.Replace("TOKEN", gateway.Token, StringComparison.Ordinal));
        Assert.Equal((int)code, await client.WaitForCloseAsync());
        var closed = await gateway.WaitForCloseAsync();
        Assert.Equal((int)code, closed.Code);
        Assert.Equal(CloseOrigin.Server, closed.Origin);
        Assert.Equal(code, Assert.Single(gateway.Violations).CloseCode);
        Assert.DoesNotContain(gateway.Token, gateway.Violations[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v=5", CloseCode.InvalidApiVersion)]
    [InlineData("v=11&encoding=json", CloseCode.InvalidApiVersion)]
    [InlineData("v=ten", CloseCode.InvalidApiVersion)]
    [InlineData("v=10&encoding=etf", CloseCode.DecodeError)]
    public async Task Gateway_closes_a_client_whose_address_asks_for_what_is_not_served(string query, CloseCode code)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.ConnectAsync(gateway, query);
        Assert.Equal((int)code, await client.WaitForCloseAsync());
    }

    [Fact]
    public async Task Gateway_closes_a_client_that_identifies_twice()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.StartNewSessionAsync(gateway.Token);
        Assert.Equal((int)CloseCode.AlreadyAuthenticated, await client.WaitForCloseAsync());
    }

    [Fact]
    public async Task Gateway_closes_a_client_that_sends_more_than_4096_bytes()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        const string frame = """{"op":1,"d":null,"x":""}""";
        await client.SendAsync(frame.Replace("\"\"", $"\"{new string('a', 4096 - frame.Length)}\"", StringComparison.Ordinal));
        await client.ExpectAsync(Opcode.HeartbeatAck);
        await client.SendAsync(frame.Replace("\"\"", $"\"{new string('a', 4097 - frame.Length)}\"", StringComparison.Ordinal));
        Assert.Equal((int)CloseCode.DecodeError, await client.WaitForCloseAsync());
    }

    [Fact]
    public async Task Gateway_closes_a_client_that_sends_more_than_120_payloads_in_a_minute()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { TimeProvider = time, HeartbeatTolerance = 10 });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        for (int sent = 1; sent < 120; sent++)
        {
            await AnsweredHeartbeatAsync(client);
        }

        time.Advance(TimeSpan.FromSeconds(60));
        for (int sent = 0; sent < 120; sent++)
        {
            await AnsweredHeartbeatAsync(client);
        }

        await client.HeartbeatAsync();
        Assert.Equal((int)CloseCode.RateLimited, await client.WaitForCloseAsync());
    }

    [Fact]
    public async Task Gateway_closes_a_client_whose_heartbeat_is_missing_and_keeps_its_session()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { TimeProvider = time, HeartbeatInterval = TimeSpan.FromSeconds(40) });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        time.Advance(TimeSpan.FromSeconds(59));
        await AnsweredHeartbeatAsync(client);
        time.Advance(TimeSpan.FromSeconds(59));
        await AnsweredHeartbeatAsync(client);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal((int)CloseCode.UnknownError, await client.WaitForCloseAsync());
        await gateway.WaitForCloseAsync();
        Assert.Equal("no heartbeat in time", Assert.Single(gateway.Violations).Detail);
        await using var next = await RawClient.ConnectAsync(gateway);
        await next.ExpectAsync(Opcode.Hello);
        await next.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        await next.ExpectAsync("RESUMED");
    }

    [Fact]
    public async Task Gateway_refuses_to_start_sessions_faster_than_max_concurrency_allows()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { TimeProvider = time, MaxConcurrency = 2 });
        await using var first = await RawClient.WaitForReadyAsync(gateway, shard: 0, shards: 4);
        await using var second = await RawClient.WaitForReadyAsync(gateway, shard: 1, shards: 4);

        await using var third = await RawClient.ConnectAsync(gateway);
        await third.ExpectAsync(Opcode.Hello);
        await third.StartNewSessionAsync(gateway.Token, shard: 2, shards: 4);
        Assert.False((await third.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        Assert.Null((await gateway.WaitForViolationAsync()).CloseCode);

        time.Advance(TimeSpan.FromSeconds(5));
        await third.StartNewSessionAsync(gateway.Token, shard: 2, shards: 4);
        await third.ExpectAsync("READY");
    }

    [Fact]
    public async Task Gateway_counts_the_session_start_limit_down_and_refuses_beyond_it()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { TimeProvider = time, MaxConcurrency = 9, SessionStartLimit = 5, SessionStartsRemaining = 1 });
        await using var first = await RawClient.WaitForReadyAsync(gateway, shard: 0, shards: 2);
        await using var second = await RawClient.ConnectAsync(gateway);
        await second.StartNewSessionAsync(gateway.Token, shard: 1, shards: 2);
        Assert.Equal((int)CloseCode.AuthenticationFailed, await second.WaitForCloseAsync());
        Assert.Equal((int)CloseCode.AuthenticationFailed, await first.WaitForCloseAsync());
        Assert.Empty(gateway.Sessions);
        Assert.Single(gateway.Violations);
    }

    [Theory]
    [InlineData(GatewayIntents.MessageContent)]
    [InlineData(GatewayIntents.Privileged)]
    public async Task Gateway_accepts_enabled_privileged_intents(GatewayIntents intents)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { PrivilegedIntents = intents });
        await using var client = await RawClient.WaitForReadyAsync(gateway, intents);
        Assert.Equal(intents, Assert.Single(gateway.Sessions).Intents);
    }

    [Theory]
    [InlineData("{\"op\":4,\"d\":{}}")]
    [InlineData("{\"op\":8,\"d\":{\"guild_id\":\"GUILD\"}}")]
    [InlineData("{\"op\":8,\"d\":{\"guild_id\":\"GUILD\",\"query\":\"\",\"limit\":0,\"user_ids\":[]}}")]
    [InlineData("{\"op\":31,\"d\":{\"guild_ids\":7}}")]
    [InlineData("{\"op\":43,\"d\":[]}")]
    [InlineData("{\"op\":3,\"d\":null}")]
    [InlineData("{\"op\":3,\"d\":{\"activities\":[],\"status\":\"\\ud800\"}}")]
    [InlineData("{\"op\":8,\"d\":{\"guild_id\":\"GUILD\",\"query\":\"\",\"limit\":0,\"nonce\":\"\\ud800\"}}")]
    [InlineData("{\"op\":8,\"d\":{\"guild_id\":\"GUILD\",\"query\":\"\",\"limit\":-1}}")]
    public async Task Gateway_closes_a_client_whose_command_lacks_what_it_needs(string payload)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await client.SendAsync(payload.Replace("GUILD", gateway.World.Guilds[0].Id.ToString(), StringComparison.Ordinal));
        Assert.Equal((int)CloseCode.DecodeError, await client.WaitForCloseAsync());
    }

    private static async Task AnsweredHeartbeatAsync(RawClient client)
    {
        await client.HeartbeatAsync();
        await client.ExpectAsync(Opcode.HeartbeatAck);
    }
}
