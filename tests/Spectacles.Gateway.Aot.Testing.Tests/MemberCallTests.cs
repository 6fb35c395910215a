using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about the members of a guild, and their events.</summary>
public sealed class MemberCallTests
{
    [Fact]
    public async Task Members_are_listed_in_pages_in_the_order_of_their_ids()
    {
        await using var scene = await RestScene.StartAsync();
        string[] all = scene.Guild.Members.Select(member => member.User.Id).OrderBy(id => id.Value).Select(id => id.ToString()).ToArray();

        Assert.Equal(all[..1], (await scene.Rest.SendAsync("GET", $"{scene.Path}/members")).Each("user.id"));
        Assert.Equal(all[..4], (await scene.Rest.SendAsync("GET", $"{scene.Path}/members?limit=4")).Each("user.id"));
        Assert.Equal(all[4..], (await scene.Rest.SendAsync("GET", $"{scene.Path}/members?limit=1000&after={all[3]}")).Each("user.id"));
    }

    [Fact]
    public async Task List_of_members_requires_the_privileged_intent()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { PrivilegedIntents = 0 });
        using var rest = new BotRest(gateway);
        string members = $"/guilds/{gateway.World.Guilds[0].Id}/members";

        Assert.Equal((403, 50001, "Missing Access"), await rest.RefusedAsync("GET", members));
        Assert.Equal("ada", (await rest.SendAsync("GET", $"{members}/search?query=ada")).Each("user.username").Single());
    }

    [Fact]
    public async Task Search_finds_the_start_of_names_and_nicknames()
    {
        await using var scene = await RestScene.StartAsync();
        string search = $"{scene.Path}/members/search";
        await scene.Rest.SendAsync("PATCH", $"{scene.Path}/members/{scene.Guild.People[2].User.Id}", """{"nick":"Adamant"}""");

        Assert.Equal(["ada", "chidi"], (await scene.Rest.SendAsync("GET", $"{search}?query=ADA&limit=5")).Each("user.username"));
        Assert.Equal(["ada"], (await scene.Rest.SendAsync("GET", $"{search}?query=ada")).Each("user.username"));
        Assert.Empty((await scene.Rest.SendAsync("GET", $"{search}?query=amant")).EnumerateArray());
        Assert.Equal(50035, (await scene.Rest.RefusedAsync("GET", search)).Code);
    }

    [Fact]
    public async Task Unknown_member_and_unknown_user_differ()
    {
        await using var scene = await RestScene.StartAsync(guilds: 2);
        var elsewhere = scene.Gateway.World.Guilds[1].People[0].User;

        foreach (string method in new[] { "GET", "PATCH", "DELETE" })
        {
            string? body = method == "PATCH" ? "{}" : null;
            Assert.Equal(
                (404, 10007, "Unknown Member"), await scene.Rest.RefusedAsync(method, $"{scene.Path}/members/{elsewhere.Id}", body));
            Assert.Equal((404, 10013, "Unknown User"), await scene.Rest.RefusedAsync(method, $"{scene.Path}/members/1", body));
        }
    }

    [Fact]
    public async Task Member_is_changed_with_an_event_of_the_whole_member()
    {
        await using var scene = await RestScene.StartAsync();
        var member = scene.Guild.People[1];
        string path = $"{scene.Path}/members/{member.User.Id}";
        string helpers = scene.Guild.Roles[1].Id.ToString();
        string until = scene.Time.GetUtcNow().AddDays(28).ToString("O");

        var answer = await scene.Rest.SendAsync(
            "PATCH", path, $$"""{"nick":"B","roles":["{{helpers}}"],"communication_disabled_until":"{{until}}"}""");
        var change = await scene.ExpectAsync("GUILD_MEMBER_UPDATE");

        Assert.Equal(scene.Guild.Id.ToString(), change.At("guild_id"));
        foreach (var seen in new[] { answer, change, await scene.Rest.SendAsync("GET", path) })
        {
            Assert.Equal((member.User.Id.ToString(), "B", $"[\"{helpers}\"]"), (seen.At("user.id"), seen.At("nick"), seen.At("roles")));
            Assert.Equal("2026-01-29T00:00:00.000000+00:00", seen.At("communication_disabled_until"));
            Assert.Equal(("false", "false", "0", null), (seen.At("deaf"), seen.At("mute"), seen.At("flags"), seen.At("premium_since")));
        }

        answer = await scene.Rest.SendAsync("PATCH", path, """{"nick":"","roles":null,"communication_disabled_until":null}""");
        await scene.ExpectAsync("GUILD_MEMBER_UPDATE");
        Assert.Equal((null, "[]", null), (answer.At("nick"), answer.At("roles"), answer.At("communication_disabled_until")));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Refused_change_of_a_member_changes_nothing()
    {
        await using var scene = await RestScene.StartAsync();
        var owner = scene.Guild.People[0];
        string path = $"{scene.Path}/members/{owner.User.Id}";
        string tooLate = scene.Time.GetUtcNow().AddDays(28).AddSeconds(1).ToString("O");
        foreach (string until in new[] { tooLate, "tomorrow" })
        {
            Assert.Equal(
                "INVALID_COMMUNICATION_DISABLED_TIMESTAMP",
                await scene.Rest.InvalidAsync(
                    "PATCH", path, $$"""{"nick":"x","communication_disabled_until":"{{until}}"}""", "communication_disabled_until"));
        }

        Assert.Equal((404, 10011, "Unknown Role"), await scene.Rest.RefusedAsync("PATCH", path, """{"nick":"x","roles":["1"]}"""));
        foreach (string voice in new[] { """{"mute":true}""", """{"deaf":false}""", """{"channel_id":null}""" })
        {
            Assert.Equal((400, 40032), Codes(await scene.Rest.RefusedAsync("PATCH", path, voice)));
        }

        Assert.Null((await scene.Rest.SendAsync("GET", path)).At("nick"));
        Assert.Single(owner.Roles);
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Member_in_voice_is_muted_moved_and_disconnected()
    {
        await using var scene = await RestScene.StartAsync();
        var member = scene.Guild.People[1];
        string path = $"{scene.Path}/members/{member.User.Id}";
        string state = $"{scene.Path}/voice-states/{member.User.Id}";
        Assert.Equal((404, 10065, "Unknown Voice State"), await scene.Rest.RefusedAsync("GET", state));
        scene.Gateway.People.MoveToVoice(scene.Guild, member, scene.Guild.VoiceChannels[0]);
        await scene.ExpectAsync("VOICE_STATE_UPDATE");
        Assert.Equal(scene.Guild.VoiceChannels[0].Id.ToString(), (await scene.Rest.SendAsync("GET", state)).At("channel_id"));

        await scene.Rest.SendAsync("PATCH", path, """{"mute":true}""");
        Assert.Equal("true", (await scene.ExpectAsync("GUILD_MEMBER_UPDATE")).At("mute"));
        var muted = await scene.ExpectAsync("VOICE_STATE_UPDATE");
        Assert.Equal(("true", "false", "false"), (muted.At("mute"), muted.At("deaf"), muted.At("self_mute")));
        Assert.Equal("true", (await scene.Rest.SendAsync("GET", state)).At("mute"));

        Assert.Equal((400, 50024), Codes(
            await scene.Rest.RefusedAsync("PATCH", path, $$"""{"channel_id":"{{scene.Guild.TextChannels[0].Id}}"}""")));
        Assert.Equal((404, 10003), Codes(await scene.Rest.RefusedAsync("PATCH", path, """{"channel_id":"1"}""")));
        Assert.NotNull(member.VoiceChannelId);

        await scene.Rest.SendAsync("PATCH", path, """{"channel_id":null}""");
        var left = await scene.ExpectAsync("VOICE_STATE_UPDATE");
        Assert.Equal((member.User.Id.ToString(), null), (left.At("user_id"), left.At("channel_id")));
        Assert.Null(member.VoiceChannelId);
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Own_voice_state_shows_how_the_bot_joined()
    {
        await using var scene = await RestScene.StartAsync();
        string channel = scene.Guild.VoiceChannels[0].Id.ToString();
        await scene.Client.SendAsync(
            $$$"""{"op":4,"d":{"guild_id":"{{{scene.Guild.Id}}}","channel_id":"{{{channel}}}","self_mute":true,"self_deaf":false}}""");
        await scene.ExpectAsync("VOICE_STATE_UPDATE");
        await scene.ExpectAsync("VOICE_SERVER_UPDATE");

        var own = await scene.Rest.SendAsync("GET", $"{scene.Path}/voice-states/@me");

        Assert.Equal((channel, "true", "false"), (own.At("channel_id"), own.At("self_mute"), own.At("self_deaf")));
    }

    [Fact]
    public async Task Roles_of_a_member_are_added_and_removed_once()
    {
        await using var scene = await RestScene.StartAsync();
        var member = scene.Guild.People[1];
        string role = $"{scene.Path}/members/{member.User.Id}/roles/{scene.Guild.Roles[1].Id}";

        await scene.Rest.SendAsync("PUT", role);
        await scene.Rest.SendAsync("PUT", role);
        Assert.Equal($"[\"{scene.Guild.Roles[1].Id}\"]", (await scene.ExpectAsync("GUILD_MEMBER_UPDATE")).At("roles"));
        Assert.Equal([scene.Guild.Roles[1].Id], member.Roles);

        await scene.Rest.SendAsync("DELETE", role);
        await scene.Rest.SendAsync("DELETE", role);
        Assert.Equal("[]", (await scene.ExpectAsync("GUILD_MEMBER_UPDATE")).At("roles"));
        Assert.Equal(
            (404, 10011, "Unknown Role"), await scene.Rest.RefusedAsync("PUT", $"{scene.Path}/members/{member.User.Id}/roles/1"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Roles_that_are_added_at_the_same_time_are_all_kept_and_the_last_event_has_them()
    {
        await using var scene = await RestScene.StartAsync();
        var member = scene.Guild.People[1];
        List<string> roles = [];
        for (int number = 0; number < 20; number++)
        {
            roles.Add((await scene.Rest.SendAsync("POST", $"{scene.Path}/roles", "{}")).At("id")!);
            await scene.ExpectAsync("GUILD_ROLE_CREATE");
        }

        await Task.WhenAll(roles.Select(id => scene.Rest.SendAsync("PUT", $"{scene.Path}/members/{member.User.Id}/roles/{id}")));

        Assert.Equal(roles.Order(), member.Roles.Select(id => id.ToString()).Order());
        JsonElement last = default;
        for (int count = 1; count <= roles.Count; count++)
        {
            last = await scene.ExpectAsync("GUILD_MEMBER_UPDATE");
            Assert.Equal(count, last.GetProperty("roles").GetArrayLength());
        }

        Assert.Equal(roles.Order(), last.GetProperty("roles").EnumerateArray().Select(id => id.GetString()).Order());
    }

    [Fact]
    public async Task Kicked_member_is_gone_and_leaves_the_voice_channel()
    {
        await using var scene = await RestScene.StartAsync();
        var member = scene.Guild.People[3];
        scene.Gateway.People.MoveToVoice(scene.Guild, member, scene.Guild.VoiceChannels[0]);
        await scene.ExpectAsync("VOICE_STATE_UPDATE");

        await scene.Rest.SendAsync("DELETE", $"{scene.Path}/members/{member.User.Id}");

        Assert.Null((await scene.ExpectAsync("VOICE_STATE_UPDATE")).At("channel_id"));
        var removal = await scene.ExpectAsync("GUILD_MEMBER_REMOVE");
        Assert.Equal((scene.Guild.Id.ToString(), member.User.Name), (removal.At("guild_id"), removal.At("user.username")));
        Assert.DoesNotContain(member, scene.Guild.People);
        Assert.Equal((404, 10007), Codes(await scene.Rest.RefusedAsync("GET", $"{scene.Path}/members/{member.User.Id}")));
        Assert.Equal(member.User.Name, (await scene.Rest.SendAsync("GET", $"/users/{member.User.Id}")).At("username"));
        Assert.Equal("10", (await scene.Rest.SendAsync("GET", $"{scene.Path}?with_counts=true")).At("approximate_member_count"));
        foreach (var kept in new[] { scene.Guild.OwnerId, scene.Gateway.World.Bot.Id })
        {
            Assert.Equal((403, 50013), Codes(await scene.Rest.RefusedAsync("DELETE", $"{scene.Path}/members/{kept}")));
        }

        await scene.ExpectNothingElseAsync();
    }

    private static (int Status, int Code) Codes((int Status, int Code, string Message) refusal) => (refusal.Status, refusal.Code);
}
