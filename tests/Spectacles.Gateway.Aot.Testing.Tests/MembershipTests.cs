namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Users join guilds and leave them.</summary>
public sealed class MembershipTests
{
    [Fact]
    public async Task User_joins_and_leaves_and_the_next_session_counts_the_members()
    {
        await using var scene = await RestScene.StartAsync();
        var zoe = scene.Gateway.People.Join(scene.Guild, "zoe");
        var joined = await scene.ExpectAsync("GUILD_MEMBER_ADD");
        Assert.Equal((scene.Guild.Id.ToString(), "zoe", zoe.User.Id.ToString()), (
            joined.At("guild_id"), joined.At("user.username"), joined.At("user.id")));
        Assert.Equal(("[]", "2026-01-01T00:00:00.000000+00:00"), (joined.At("roles"), joined.At("joined_at")));
        Assert.Equal("zoe", (await scene.Rest.SendAsync("GET", $"{scene.Path}/members/{zoe.User.Id}")).At("user.username"));
        Assert.Equal("12", (await scene.ReadGuildAsync()).At("member_count"));
        scene.Gateway.People.Say(scene.Guild, "hello", zoe);
        Assert.Equal("zoe", (await scene.ExpectAsync("MESSAGE_CREATE")).At("author.username"));

        scene.Gateway.People.MoveToVoice(scene.Guild, zoe, scene.Guild.VoiceChannels[0]);
        await scene.ExpectAsync("VOICE_STATE_UPDATE");
        scene.Gateway.People.Leave(scene.Guild, zoe);
        Assert.Null((await scene.ExpectAsync("VOICE_STATE_UPDATE")).At("channel_id"));
        var left = await scene.ExpectAsync("GUILD_MEMBER_REMOVE");
        Assert.Equal((scene.Guild.Id.ToString(), zoe.User.Id.ToString()), (left.At("guild_id"), left.At("user.id")));
        Assert.Equal("11", (await scene.ReadGuildAsync()).At("member_count"));
        Assert.DoesNotContain(zoe, scene.Guild.Members);

        Assert.Same(zoe.User, scene.Gateway.People.Join(scene.Guild, zoe.User).User);
        Assert.Equal(zoe.User.Id.ToString(), (await scene.ExpectAsync("GUILD_MEMBER_ADD")).At("user.id"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Joins_and_departures_need_the_privileged_intent()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.Unprivileged);
        var guild = gateway.World.Guilds[0];

        gateway.People.Leave(guild, gateway.People.Join(guild, "zoe"));
        gateway.People.Say(guild, "hello");

        await client.ExpectAsync("MESSAGE_CREATE");
    }

    [Fact]
    public async Task User_can_not_join_twice_nor_leave_a_guild_of_others()
    {
        await using var scene = await RestScene.StartAsync(guilds: 2);
        var people = scene.Gateway.People;
        var other = scene.Gateway.World.Guilds[1];

        Assert.Throws<InvalidOperationException>(() => people.Join(scene.Guild, scene.Guild.People[1].User));
        Assert.Throws<InvalidOperationException>(() => people.Leave(scene.Guild, other.People[1]));
        Assert.Throws<InvalidOperationException>(() => people.Leave(scene.Guild, scene.Guild.People[0]));
        Assert.Throws<InvalidOperationException>(() => people.Leave(scene.Guild, scene.Guild.Members[0]));
        Assert.Throws<InvalidOperationException>(() => people.Join(other, "ada"));
        Assert.Throws<ArgumentException>(() => people.Join(scene.Guild, ""));
        Assert.Equal(11, scene.Guild.Members.Count);
        await scene.ExpectNothingElseAsync();
    }
}
