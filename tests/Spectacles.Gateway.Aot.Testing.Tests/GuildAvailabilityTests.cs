using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Guilds in an outage, and guilds that the bot joins and leaves.</summary>
public sealed class GuildAvailabilityTests
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(OutageNotice.GuildDelete)]
    [InlineData(OutageNotice.GuildCreate)]
    [InlineData(OutageNotice.Nothing)]
    public async Task Session_that_starts_during_an_outage_is_told_of_it(OutageNotice notice)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 3, UnavailableGuilds = 1 });
        gateway.Script.OutageNotice = notice;
        Assert.Equal([true, false, false], gateway.World.Guilds.Select(guild => guild.IsUnavailable));

        await using var client = await StartAsync(gateway);
        var listed = (await client.ExpectAsync("READY")).Data.GetProperty("guilds").EnumerateArray().ToList();
        Assert.Equal(
            gateway.World.Guilds.Select(guild => guild.Id.ToString()), listed.Select(guild => guild.GetProperty("id").GetString()));
        Assert.All(listed, guild => Assert.True(guild.GetProperty("unavailable").GetBoolean()));
        if (notice != OutageNotice.Nothing)
        {
            var told = await client.ExpectAsync(notice == OutageNotice.GuildCreate ? "GUILD_CREATE" : "GUILD_DELETE");
            Assert.Equal((gateway.World.Guilds[0].Id.ToString(), true), Read(told));
            Assert.Equal(2, told.Data.EnumerateObject().Count());
        }

        Assert.Equal((gateway.World.Guilds[1].Id.ToString(), false), Read(await client.ExpectAsync("GUILD_CREATE")));
        Assert.Equal((gateway.World.Guilds[2].Id.ToString(), false), Read(await client.ExpectAsync("GUILD_CREATE")));

        gateway.EndOutage(gateway.World.Guilds[0]);
        Assert.Equal((gateway.World.Guilds[0].Id.ToString(), false), Read(await client.ExpectAsync("GUILD_CREATE")));
        gateway.People.Say(gateway.World.Guilds[0], "hello");
        await client.ExpectAsync("MESSAGE_CREATE");
    }

    [Fact]
    public async Task No_event_of_a_guild_reaches_a_session_during_its_outage()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 });
        var (failing, other) = (gateway.World.Guilds[0], gateway.World.Guilds[1]);
        await using var client = await RawClient.WaitForReadyAsync(gateway);

        gateway.StartOutage(failing);
        gateway.StartOutage(failing);
        Assert.Equal((failing.Id.ToString(), true), Read(await client.ExpectAsync("GUILD_DELETE")));
        Assert.Equal(0, gateway.Dispatch("SOME_EVENT", $$"""{"guild_id":"{{failing.Id}}"}"""));
        Assert.Equal(1, gateway.Dispatch("SOME_EVENT", $$"""{"guild_id":"{{other.Id}}"}"""));
        await client.ExpectAsync("SOME_EVENT");
        await client.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{failing.Id}}}","user_ids":["1"]}}""");
        await client.SendAsync($$$"""{"op":43,"d":{"guild_id":"{{{other.Id}}}","fields":["status"]}}""");
        await client.ExpectAsync("CHANNEL_INFO");

        gateway.EndOutage(failing);
        gateway.EndOutage(failing);
        var back = await client.ExpectAsync("GUILD_CREATE");
        Assert.Equal((failing.Id.ToString(), false), Read(back));
        Assert.Equal(failing.Name, back.Data.GetProperty("name").GetString());
        Assert.Equal(1, gateway.Dispatch("SOME_EVENT", $$"""{"guild_id":"{{failing.Id}}"}"""));
        await client.ExpectAsync("SOME_EVENT");
    }

    [Fact]
    public async Task Resumed_session_is_told_of_the_outage_that_began_and_ended_meanwhile()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var guild = gateway.World.Guilds[0];
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        gateway.ConnectionOf(0).Drop();
        gateway.People.Say(guild, "before");
        gateway.StartOutage(guild);

        await using var during = await ResumeAsync(gateway, first);
        await during.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal((guild.Id.ToString(), true), Read(await during.ExpectAsync("GUILD_DELETE")));
        await during.ExpectAsync("RESUMED");
        gateway.ConnectionOf(0).Drop();
        gateway.EndOutage(guild);

        await using var after = await ResumeAsync(gateway, during, first.SessionId!);
        Assert.Equal((guild.Id.ToString(), false), Read(await after.ExpectAsync("GUILD_CREATE")));
        await after.ExpectAsync("RESUMED");
    }

    [Fact]
    public async Task Only_the_shard_of_a_guild_is_told_and_only_with_the_intent()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { Guilds = 2, MaxConcurrency = 2, TimeProvider = time });
        await using var zero = await RawClient.WaitForReadyAsync(gateway, shard: 0, shards: 2);
        await using var one = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.GuildMessages, shard: 1, shards: 2);
        foreach (var guild in gateway.World.Guilds)
        {
            gateway.StartOutage(guild);
        }

        gateway.DispatchToAll("SOME_EVENT", "{}");
        var failing = gateway.World.Guilds.Single(guild => guild.ShardOf(2) == 0);
        Assert.Equal((failing.Id.ToString(), true), Read(await zero.ExpectAsync("GUILD_DELETE")));
        await zero.ExpectAsync("SOME_EVENT");
        await one.ExpectAsync("SOME_EVENT");
    }

    [Fact]
    public async Task Users_can_do_nothing_in_an_outage_and_in_a_guild_without_the_bot()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 });
        var (failing, left) = (gateway.World.Guilds[0], gateway.World.Guilds[1]);
        gateway.StartOutage(failing);
        gateway.RemoveGuild(left);

        foreach (var (guild, word) in new[] { (failing, "outage"), (left, "not in") })
        {
            Action[] actions =
            [
                () => gateway.People.Say(guild, "hello"),
                () => gateway.People.StartTyping(guild),
                () => gateway.People.React(guild, guild.Id, "👍"),
                () => gateway.People.ChangePresence(guild, guild.People[0], "idle"),
                () => gateway.People.MoveToVoice(guild, guild.People[0], guild.VoiceChannels[0]),
                () => gateway.People.UseCommand(guild, "ping"),
                () => gateway.People.Press(guild, guild.Id, "button"),
                () => gateway.People.Submit(guild, guild.Id, new Dictionary<string, object>()),
            ];
            Assert.All(
                actions,
                action => Assert.Contains(word, Assert.Throws<InvalidOperationException>(action).Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Bot_is_removed_from_a_guild_and_added_to_guilds()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var guild = gateway.World.Guilds[0];

        gateway.StartOutage(guild);
        await client.ExpectAsync("GUILD_DELETE");
        gateway.RemoveGuild(guild);
        var removed = (await client.ExpectAsync("GUILD_DELETE")).Data;
        Assert.Equal($$"""{"id":"{{guild.Id}}"}""", removed.GetRawText());
        Assert.Empty(gateway.World.Guilds);
        Assert.False(guild.IsUnavailable || guild.HasBot);
        Assert.Throws<InvalidOperationException>(() => gateway.RemoveGuild(guild));
        Assert.Throws<InvalidOperationException>(() => gateway.StartOutage(guild));
        Assert.Throws<InvalidOperationException>(() => gateway.EndOutage(guild));

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Same(guild, gateway.AddGuild(guild));
        var again = (await client.ExpectAsync("GUILD_CREATE")).Data;
        Assert.False(again.TryGetProperty("unavailable", out _));
        Assert.Equal(time.GetUtcNow(), again.GetProperty("joined_at").GetDateTimeOffset());
        Assert.Throws<InvalidOperationException>(() => gateway.AddGuild(guild));

        var fresh = gateway.AddGuild();
        Assert.Equal(fresh.Id.ToString(), (await client.ExpectAsync("GUILD_CREATE")).Data.GetProperty("id").GetString());
        Assert.Equal([guild, fresh], gateway.World.Guilds);
        gateway.People.Say(fresh, "welcome");
        await client.ExpectAsync("MESSAGE_CREATE");

        await using var other = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Seed = 2 });
        other.RemoveGuild(other.World.Guilds[0]);
        Assert.Throws<InvalidOperationException>(() => other.AddGuild(fresh));
    }

    private static (string? Id, bool Unavailable) Read(GatewayMessage message) =>
        (message.Data.GetProperty("id").GetString(), message.Data.GetProperty("unavailable").GetBoolean());

    private static async Task<RawClient> StartAsync(SimulatedGateway gateway)
    {
        var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        return client;
    }

    private static async Task<RawClient> ResumeAsync(SimulatedGateway gateway, RawClient before, string? sessionId = null)
    {
        var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.ResumeAsync(gateway.Token, sessionId ?? before.SessionId!, before.Sequence);
        return client;
    }
}
