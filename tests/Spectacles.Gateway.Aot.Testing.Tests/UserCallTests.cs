namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about users and about the bot's own account and guilds.</summary>
public sealed class UserCallTests
{
    [Fact]
    public async Task Bot_changes_its_name_everywhere()
    {
        await using var scene = await RestScene.StartAsync(guilds: 2);

        var answer = await scene.Rest.SendAsync("PATCH", "/users/@me", """{"username":"renamed"}""");
        var change = await scene.ExpectAsync("USER_UPDATE");
        Assert.Equal(answer.GetRawText(), change.GetRawText());
        Assert.Equal("renamed", answer.At("username"));
        foreach (var guild in scene.Gateway.World.Guilds)
        {
            var member = await scene.ExpectAsync("GUILD_MEMBER_UPDATE");
            Assert.Equal((guild.Id.ToString(), "renamed"), (member.At("guild_id"), member.At("user.username")));
        }

        Assert.Equal("renamed", (await scene.Rest.SendAsync("GET", "/users/@me")).At("username"));
        Assert.Equal("renamed", (await scene.Rest.SendAsync("GET", $"/users/{scene.Gateway.World.Bot.Id}")).At("username"));
        Assert.Equal("renamed", (await scene.Rest.SendAsync("GET", $"/users/@me/guilds/{scene.Guild.Id}/member")).At("user.username"));
        await scene.Rest.SendAsync("POST", $"/channels/{scene.Guild.TextChannels[0].Id}/messages", """{"content":"hi"}""");
        var message = await scene.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal(("renamed", "[]"), (message.At("author.username"), message.At("member.roles")));
    }

    [Fact]
    public async Task Bot_changes_its_avatar_alone()
    {
        await using var scene = await RestScene.StartAsync();

        var still = await scene.Rest.SendAsync("PATCH", "/users/@me", """{"avatar":"data:image/png;base64,iVBORw0KGgo="}""");
        var moving = await scene.Rest.SendAsync("PATCH", "/users/@me", """{"avatar":"data:image/gif;base64,R0lGODlh"}""");
        var ignored = await scene.Rest.SendAsync("PATCH", "/users/@me", """{"avatar":"https://example.org/a.png"}""");
        var none = await scene.Rest.SendAsync("PATCH", "/users/@me", """{"avatar":null}""");

        Assert.Equal("simulated-bot", still.At("username"));
        Assert.Matches("^[0-9a-f]{32}$", still.At("avatar"));
        Assert.Matches("^a_[0-9a-f]{32}$", moving.At("avatar"));
        Assert.Equal(moving.At("avatar"), ignored.At("avatar"));
        Assert.Null(none.At("avatar"));
    }

    [Fact]
    public async Task Users_are_found_by_their_id()
    {
        await using var scene = await RestScene.StartAsync();

        var user = await scene.Rest.SendAsync("GET", $"/users/{scene.Guild.People[2].User.Id}");

        Assert.Equal(("chidi", "false"), (user.At("username"), user.At("bot")));
        Assert.Equal((404, 10013, "Unknown User"), await scene.Rest.RefusedAsync("GET", "/users/1"));
    }

    [Fact]
    public async Task Guilds_of_the_bot_are_listed_in_pages()
    {
        await using var scene = await RestScene.StartAsync(guilds: 5);
        string[] ids = [.. scene.Gateway.World.Guilds.Select(guild => guild.Id.ToString())];
        const string Guilds = "/users/@me/guilds";

        var all = await scene.Rest.SendAsync("GET", Guilds);
        Assert.Equal(ids, all.Each("id"));
        Assert.Equal(("Guild 0", "false"), (all[0].At("name"), all[0].At("owner")));
        Assert.False(all[0].TryGetProperty("approximate_member_count", out _));
        Assert.Equal(ids[1..3], (await scene.Rest.SendAsync("GET", $"{Guilds}?limit=2&after={ids[0]}")).Each("id"));
        Assert.Equal(ids[2..4], (await scene.Rest.SendAsync("GET", $"{Guilds}?limit=2&before={ids[4]}")).Each("id"));
        var counted = await scene.Rest.SendAsync("GET", $"{Guilds}?limit=1&with_counts=true");
        Assert.Equal("11", counted[0].At("approximate_member_count"));
        Assert.Equal(50035, (await scene.Rest.RefusedAsync("GET", $"{Guilds}?limit=201")).Code);
    }

    [Fact]
    public async Task Bot_leaves_a_guild_of_which_it_then_knows_nothing()
    {
        await using var scene = await RestScene.StartAsync(guilds: 2);
        var (left, kept) = (scene.Gateway.World.Guilds[0], scene.Gateway.World.Guilds[1]);

        await scene.Rest.SendAsync("DELETE", $"/users/@me/guilds/{left.Id}");

        var gone = await scene.ExpectAsync("GUILD_DELETE");
        Assert.Equal(left.Id.ToString(), gone.At("id"));
        Assert.False(gone.TryGetProperty("unavailable", out _));
        Assert.Equal([kept.Id.ToString()], (await scene.Rest.SendAsync("GET", "/users/@me/guilds")).Each("id"));
        Assert.Equal((404, 10004, "Unknown Guild"), await scene.Rest.RefusedAsync("GET", $"/guilds/{left.Id}"));
        Assert.Equal((404, 10004, "Unknown Guild"), await scene.Rest.RefusedAsync("DELETE", $"/users/@me/guilds/{left.Id}"));
        Assert.Throws<InvalidOperationException>(() => scene.Gateway.People.Join(left, "zoe"));
        Assert.Throws<InvalidOperationException>(() => scene.Gateway.People.Leave(left, left.People[1]));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Bot_changes_its_nickname_in_one_guild()
    {
        await using var scene = await RestScene.StartAsync(guilds: 2);

        var answer = await scene.Rest.SendAsync("PATCH", $"{scene.Path}/members/@me", """{"nick":"Bot"}""");
        var change = await scene.ExpectAsync("GUILD_MEMBER_UPDATE");

        Assert.Equal(("Bot", "Bot"), (answer.At("nick"), change.At("nick")));
        Assert.Equal((scene.Guild.Id.ToString(), scene.Gateway.World.Bot.Id.ToString()), (change.At("guild_id"), change.At("user.id")));
        Assert.Null(
            (await scene.Rest.SendAsync("GET", $"/users/@me/guilds/{scene.Gateway.World.Guilds[1].Id}/member")).At("nick"));
        await scene.ExpectNothingElseAsync();
    }
}
