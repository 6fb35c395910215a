namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls that ban users and remove inactive members, and their events.</summary>
public sealed class BanCallTests
{
    [Fact]
    public async Task Banned_member_is_gone_until_the_ban_is_removed()
    {
        await using var scene = await RestScene.StartAsync();
        var user = scene.Guild.People[1].User;
        string ban = $"{scene.Path}/bans/{user.Id}";
        Assert.Equal((404, 10026, "Unknown Ban"), await scene.Rest.RefusedAsync("GET", ban));

        await scene.Rest.SendAsync("PUT", ban, "{}", reason: "spam & öl");
        foreach (string name in new[] { "GUILD_BAN_ADD", "GUILD_MEMBER_REMOVE" })
        {
            var seen = await scene.ExpectAsync(name);
            Assert.Equal((scene.Guild.Id.ToString(), user.Id.ToString()), (seen.At("guild_id"), seen.At("user.id")));
        }

        await scene.Rest.SendAsync("PUT", ban, "{}");
        var read = await scene.Rest.SendAsync("GET", ban);
        Assert.Equal(("spam & öl", user.Id.ToString()), (read.At("reason"), read.At("user.id")));
        Assert.Null(scene.Guild.Members.FirstOrDefault(member => member.User == user));
        Assert.Throws<InvalidOperationException>(() => scene.Gateway.People.Join(scene.Guild, user));

        await scene.Rest.SendAsync("DELETE", ban);
        Assert.Equal(user.Id.ToString(), (await scene.ExpectAsync("GUILD_BAN_REMOVE")).At("user.id"));
        Assert.Equal((404, 10026, "Unknown Ban"), await scene.Rest.RefusedAsync("DELETE", ban));
        scene.Gateway.People.Join(scene.Guild, user);
        await scene.ExpectAsync("GUILD_MEMBER_ADD");
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task User_outside_of_the_guild_is_banned_without_leaving_it()
    {
        await using var scene = await RestScene.StartAsync(guilds: 2);
        var elsewhere = scene.Gateway.World.Guilds[1].People[0].User;

        await scene.Rest.SendAsync("PUT", $"{scene.Path}/bans/{elsewhere.Id}", "{}");

        Assert.Equal(elsewhere.Id.ToString(), (await scene.ExpectAsync("GUILD_BAN_ADD")).At("user.id"));
        Assert.Equal((404, 10013, "Unknown User"), await scene.Rest.RefusedAsync("PUT", $"{scene.Path}/bans/1", "{}"));
        Assert.Equal(
            (403, 50013, "Missing Permissions"), await scene.Rest.RefusedAsync("PUT", $"{scene.Path}/bans/{scene.Guild.OwnerId}", "{}"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Ban_deletes_the_recent_messages_of_the_user_in_this_guild()
    {
        await using var scene = await RestScene.StartAsync(guilds: 2);
        var (people, guild) = (scene.Gateway.People, scene.Guild);
        var (spammer, other) = (guild.People[1], guild.People[2]);
        people.Say(guild, "old", spammer);
        scene.Time.Advance(TimeSpan.FromSeconds(61));
        var first = people.Say(guild, "one", spammer);
        people.Say(guild, "not meant", other);
        people.SayDirectly(spammer.User, "not meant");
        people.Say(scene.Gateway.World.Guilds[1], "not meant");
        var second = people.Say(guild, "two", spammer);
        var third = people.Say(guild, "three", spammer, guild.TextChannels[1]);
        for (int count = 0; count < 7; count++)
        {
            await scene.ExpectAsync("MESSAGE_CREATE");
        }

        await scene.Rest.SendAsync("PUT", $"{scene.Path}/bans/{spammer.User.Id}", """{"delete_message_seconds":60}""");

        await scene.ExpectAsync("GUILD_BAN_ADD");
        await scene.ExpectAsync("GUILD_MEMBER_REMOVE");
        var general = await scene.ExpectAsync("MESSAGE_DELETE_BULK");
        Assert.Equal((guild.Id.ToString(), guild.TextChannels[0].Id.ToString()), (general.At("guild_id"), general.At("channel_id")));
        Assert.Equal($"[\"{first}\",\"{second}\"]", general.At("ids"));
        var bots = await scene.ExpectAsync("MESSAGE_DELETE_BULK");
        Assert.Equal((guild.TextChannels[1].Id.ToString(), $"[\"{third}\"]"), (bots.At("channel_id"), bots.At("ids")));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Bans_are_listed_in_pages()
    {
        await using var scene = await RestScene.StartAsync();
        string bans = $"{scene.Path}/bans";
        string[] ids = [.. scene.Guild.People.Skip(1).Take(4).Select(member => $"{member.User.Id}").Order(StringComparer.Ordinal)];
        foreach (string id in ids.Reverse())
        {
            await scene.Rest.SendAsync("PUT", $"{bans}/{id}", "{}");
        }

        Assert.Equal(ids, (await scene.Rest.SendAsync("GET", bans)).Each("user.id"));
        Assert.Equal(ids[..2], (await scene.Rest.SendAsync("GET", $"{bans}?limit=2")).Each("user.id"));
        Assert.Equal(ids[1..3], (await scene.Rest.SendAsync("GET", $"{bans}?limit=2&after={ids[0]}")).Each("user.id"));
        Assert.Equal(ids[1..3], (await scene.Rest.SendAsync("GET", $"{bans}?limit=2&before={ids[3]}&after={ids[3]}")).Each("user.id"));
        Assert.Equal([null, null, null, null], (await scene.Rest.SendAsync("GET", bans)).Each("reason"));
    }

    [Fact]
    public async Task Bulk_ban_tells_who_was_banned_and_who_was_not()
    {
        await using var scene = await RestScene.StartAsync();
        string[] ids = [.. scene.Guild.People.Take(3).Select(member => $"{member.User.Id}")];
        scene.Gateway.People.Say(scene.Guild, "spam", scene.Guild.People[1]);
        await scene.ExpectAsync("MESSAGE_CREATE");

        var answer = await scene.Rest.SendAsync(
            "POST",
            $"{scene.Path}/bulk-ban",
            $$"""{"user_ids":["{{ids[0]}}","{{ids[1]}}","1","{{ids[2]}}"],"delete_message_seconds":60}""");

        Assert.Equal($"[\"{ids[1]}\",\"{ids[2]}\"]", answer.At("banned_users"));
        Assert.Equal($"[\"{ids[0]}\",\"1\"]", answer.At("failed_users"));
        foreach (string id in ids[1..])
        {
            Assert.Equal(id, (await scene.ExpectAsync("GUILD_BAN_ADD")).At("user.id"));
            Assert.Equal(id, (await scene.ExpectAsync("GUILD_MEMBER_REMOVE")).At("user.id"));
        }

        await scene.ExpectAsync("MESSAGE_DELETE_BULK");
        Assert.Equal(
            (400, 500000, "Failed to ban users"),
            await scene.Rest.RefusedAsync("POST", $"{scene.Path}/bulk-ban", $$"""{"user_ids":["{{ids[1]}}"]}"""));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Prune_removes_offline_members_without_other_roles()
    {
        await using var scene = await RestScene.StartAsync();
        string prune = $"{scene.Path}/prune";
        string helpers = scene.Guild.Roles[1].Id.ToString();
        scene.Gateway.People.Join(scene.Guild, "newcomer");
        await scene.ExpectAsync("GUILD_MEMBER_ADD");

        // The owner and the member at 3 have the role, the one at 10 has just joined.
        foreach (int index in new[] { 0, 1, 3, 4, 10 })
        {
            scene.Gateway.People.ChangePresence(scene.Guild, scene.Guild.People[index], "offline");
            await scene.ExpectAsync("PRESENCE_UPDATE");
        }

        var (one, helper, four) = (scene.Guild.People[1], scene.Guild.People[3], scene.Guild.People[4]);
        Assert.Equal("2", (await scene.Rest.SendAsync("GET", prune)).At("pruned"));
        Assert.Equal("3", (await scene.Rest.SendAsync("GET", $"{prune}?days=30&include_roles={helpers}")).At("pruned"));
        Assert.Equal("2", (await scene.Rest.SendAsync("POST", prune, """{"days":7}""")).At("pruned"));
        foreach (var gone in new[] { one, four })
        {
            Assert.Equal(gone.User.Id.ToString(), (await scene.ExpectAsync("GUILD_MEMBER_REMOVE")).At("user.id"));
        }

        Assert.Contains(helper, scene.Guild.Members);
        var last = await scene.Rest.SendAsync("POST", prune, $$"""{"compute_prune_count":false,"include_roles":["{{helpers}}"]}""");
        Assert.Null(last.At("pruned"));
        Assert.Equal(helper.User.Id.ToString(), (await scene.ExpectAsync("GUILD_MEMBER_REMOVE")).At("user.id"));
        await scene.ExpectNothingElseAsync();
    }
}
