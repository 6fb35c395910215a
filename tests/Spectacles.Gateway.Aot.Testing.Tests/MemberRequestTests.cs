using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

public sealed class MemberRequestTests
{
    private static readonly SimulatedGatewayOptions Terms = new() { PrivilegedIntents = GatewayIntents.Privileged, PeoplePerGuild = 150 };

    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Request_for_all_members_without_the_intent_gets_no_answer(int limit)
    {
        await using var gateway = await SimulatedGateway.StartAsync(Terms);
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await AskAsync(client, gateway.World.Guilds[0], $"\"query\":\"\",\"limit\":{limit}");
        await AskAsync(client, gateway.World.Guilds[0], "\"query\":\"ada\",\"limit\":1,\"nonce\":\"later\"");
        Assert.Equal("later", (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data.GetProperty("nonce").GetString());
        Assert.Empty(gateway.Violations);
    }

    [Theory]
    [InlineData("\"query\":\"\",\"limit\":0", 151)]
    [InlineData("\"query\":\"\",\"limit\":120", 120)]
    [InlineData("\"query\":\"ada\",\"limit\":5", 5)]
    [InlineData("\"query\":\"s\",\"limit\":200", 1)]
    public async Task Member_request_returns_at_most_its_limit(string request, int members)
    {
        await using var gateway = await SimulatedGateway.StartAsync(Terms);
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.GuildMembers);
        await AskAsync(client, gateway.World.Guilds[0], request);
        Assert.Equal(members, (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data.GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task Member_request_accepts_at_most_100_ids()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Terms);
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var guild = gateway.World.Guilds[0];
        await AskAsync(client, guild, $"\"user_ids\":[1,{string.Join(',', guild.People.Select(person => person.User.Id))}]");
        var chunk = (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data;
        Assert.Equal((99, 1), (chunk.GetProperty("members").GetArrayLength(), chunk.GetProperty("not_found").GetArrayLength()));
    }

    [Fact]
    public async Task All_members_of_a_guild_are_returned_once_in_30_seconds()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Terms with { TimeProvider = time, Guilds = 2 });
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.GuildMembers);
        (var guild, var other) = (gateway.World.Guilds[0], gateway.World.Guilds[1]);
        const string all = "\"query\":\"\",\"limit\":0,\"nonce\":\"n\"";
        await AskAsync(client, guild, all);
        await client.ExpectAsync("GUILD_MEMBERS_CHUNK");
        await AskAsync(client, other, all);
        await client.ExpectAsync("GUILD_MEMBERS_CHUNK");
        time.Advance(TimeSpan.FromSeconds(20.5));
        await AskAsync(client, guild, all);
        var limited = (await client.ExpectAsync("RATE_LIMITED")).Data;
        Assert.Equal($$$"""{"opcode":8,"retry_after":9.5,"meta":{"guild_id":"{{{guild.Id}}}","nonce":"n"}}""", limited.GetRawText());
        await AskAsync(client, guild, "\"query\":\"ada\",\"limit\":1");
        await client.ExpectAsync("GUILD_MEMBERS_CHUNK");
        time.Advance(TimeSpan.FromSeconds(9.5));
        await AskAsync(client, guild, all);
        await client.ExpectAsync("GUILD_MEMBERS_CHUNK");
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Nonce_is_measured_in_decoded_bytes()
    {
        await using var gateway = await SimulatedGateway.StartAsync(Terms);
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        foreach (
            (string nonce, bool kept) in new[]
            {
                (new string('n', 32), true),
                (string.Concat(Enumerable.Repeat("\\u006e", 32)), true),
                (new string('n', 33), false),
                (new string('é', 17), false),
            })
        {
            await AskAsync(client, gateway.World.Guilds[0], $"\"user_ids\":\"1\",\"nonce\":\"{nonce}\"");
            Assert.Equal(kept, (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data.TryGetProperty("nonce", out _));
        }
    }

    private static Task AskAsync(RawClient client, SimulatedGuild guild, string request) =>
        client.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{guild.Id}}}",{{{request}}}}}""");
}
