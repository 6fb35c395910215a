namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Rules that stand in one sentence of Discord's documentation.</summary>
public sealed class DocumentedRuleTests
{
    private const string Identify = """{"op":2,"d":{"token":"TOKEN","properties":{}MORE}}""";

    [Theory]
    [InlineData(2500, null)]
    [InlineData(2501, 4011)]
    public async Task Shard_has_at_most_2500_guilds(int guilds, int? code)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = guilds, PeoplePerGuild = 0 });
        await using var client = await StartAsync(gateway, ",\"intents\":0");
        if (code is null)
        {
            await client.ExpectAsync("READY");
        }
        else
        {
            Assert.Equal(code, await client.WaitForCloseAsync());
        }
    }

    [Fact]
    public async Task READY_has_a_shard_only_if_the_client_sent_one()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { MaxConcurrency = 2 });
        await using var whole = await StartAsync(gateway, ",\"intents\":0");
        Assert.False((await whole.ExpectAsync("READY")).Data.TryGetProperty("shard", out _));
        await using var shard = await StartAsync(gateway, ",\"intents\":0,\"shard\":[1,2]");
        Assert.Equal("[1,2]", (await shard.ExpectAsync("READY")).Data.GetProperty("shard").GetRawText());
    }

    [Fact]
    public async Task Version_6_without_intents_has_the_enabled_privileged_ones()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.GuildPresences });
        await using var client = await StartAsync(gateway, "", "v=6");
        await client.ExpectAsync("READY");
        Assert.Equal(GatewayIntents.Unprivileged | GatewayIntents.GuildPresences, Assert.Single(gateway.Sessions).Intents);
    }

    [Theory]
    [InlineData(49, true, 50)]
    [InlineData(60, true, 21)]
    [InlineData(60, false, 1)]
    [InlineData(75_000, true, 1)]
    public async Task GUILD_CREATE_of_a_large_guild_lists_who_is_online_or_has_a_role(int people, bool presences, int listed)
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PeoplePerGuild = people, PrivilegedIntents = GatewayIntents.Privileged });
        foreach (var person in gateway.World.Guilds[0].People)
        {
            gateway.People.ChangePresence(gateway.World.Guilds[0], person, "offline");
        }

        var intents = GatewayIntents.Guilds | (presences ? GatewayIntents.GuildPresences : GatewayIntents.None);
        await using var client = await StartAsync(gateway, $",\"intents\":{(long)intents}");
        await client.ExpectAsync("READY");
        var data = (await client.ExpectAsync("GUILD_CREATE")).Data;
        Assert.Equal(listed, data.GetProperty("members").GetArrayLength());
        Assert.Equal(people + 1, data.GetProperty("member_count").GetInt32());
    }

    [Theory]
    [InlineData("""{"added_members":[{"user_id":"BOT"}]}""", GatewayIntents.Guilds, true)]
    [InlineData("""{"removed_member_ids":["7","BOT"]}""", GatewayIntents.Guilds, true)]
    [InlineData("""{"added_members":[{"user_id":"7"}],"removed_member_ids":["8"]}""", GatewayIntents.Guilds, false)]
    [InlineData("""{"added_members":[{"user_id":"7"}]}""", GatewayIntents.GuildMembers, true)]
    [InlineData("""{"added_members":[{"user_id":"BOT"}]}""", GatewayIntents.GuildMessages, false)]
    public async Task THREAD_MEMBERS_UPDATE_of_others_needs_GUILD_MEMBERS(string update, GatewayIntents intents, bool delivered)
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { Guilds = 0, PrivilegedIntents = GatewayIntents.Privileged });
        await using var client = await StartAsync(gateway, $",\"intents\":{(long)intents}");
        await client.ExpectAsync("READY");
        string json = update.Replace("BOT", gateway.World.Bot.Id.ToString(), StringComparison.Ordinal);
        Assert.Equal(delivered ? 1 : 0, gateway.Dispatch("THREAD_MEMBERS_UPDATE", json));
    }

    private static async Task<RawClient> StartAsync(SimulatedGateway gateway, string more, string query = "v=10&encoding=json")
    {
        var client = await RawClient.ConnectAsync(gateway, query);
        await client.ExpectAsync(Opcode.Hello);
        await client.SendAsync(
            Identify.Replace("TOKEN", gateway.Token, StringComparison.Ordinal).Replace("MORE", more, StringComparison.Ordinal));
        return client;
    }
}
