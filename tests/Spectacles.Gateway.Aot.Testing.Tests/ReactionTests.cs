namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Reactions and pins of messages.</summary>
public sealed class ReactionTests
{
    private const string ThumbsUp = "%F0%9F%91%8D";

    [Fact]
    public async Task Reactions_are_counted_listed_and_removed()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var id = bot.People.Say(bot.Guild, "hello", bot.Guild.People[1]);
        await bot.Events.ExpectAsync("MESSAGE_CREATE");
        string reactions = $"{bot.Messages}/{id}/reactions";

        await bot.Rest.SendAsync("PUT", $"{reactions}/{ThumbsUp}/@me");
        await bot.Rest.SendAsync("PUT", $"{reactions}/{ThumbsUp}/@me");
        var added = (await bot.Events.ExpectAsync("MESSAGE_REACTION_ADD")).Data;
        Assert.Equal(
            ("👍", bot.Guild.People[1].User.Id.ToString(), bot.Gateway.World.Bot.Id.ToString()),
            (added.Text("emoji.name"), added.Text("message_author_id"), added.Text("user_id")));
        bot.People.React(bot.Guild, id, "👍", bot.Guild.People[2]);
        bot.People.React(bot.Guild, id, "👍", bot.Guild.People[2]);
        await bot.Events.ExpectAsync("MESSAGE_REACTION_ADD");
        bot.People.React(bot.Guild, id, "party:123456789012345678");
        Assert.Equal("123456789012345678", (await bot.Events.ExpectAsync("MESSAGE_REACTION_ADD")).Data.Text("emoji.id"));

        var shown = (await bot.Rest.SendAsync("GET", $"{bot.Messages}/{id}")).GetProperty("reactions");
        Assert.Equal(
            [(2, true), (1, false)], shown.EnumerateArray().Select(one => (one.Number("count"), one.GetProperty("me").GetBoolean())));
        string[] users = [.. new[] { bot.Gateway.World.Bot, bot.Guild.People[2].User }.Select(user => user.Id.ToString()).Order()];
        Assert.Equal(users, await UsersAsync(bot, $"{reactions}/{ThumbsUp}"));
        Assert.Equal(users[1..], await UsersAsync(bot, $"{reactions}/{ThumbsUp}?after={users[0]}"));
        Assert.Equal(users[..1], await UsersAsync(bot, $"{reactions}/{ThumbsUp}?limit=1"));
        Assert.Empty(await UsersAsync(bot, $"{reactions}/{ThumbsUp}?type=1"));

        await bot.Rest.SendAsync("DELETE", $"{reactions}/{ThumbsUp}/@me");
        await bot.Rest.SendAsync("DELETE", $"{reactions}/{ThumbsUp}/@me");
        Assert.Equal(bot.Gateway.World.Bot.Id.ToString(), await RemovedAsync(bot));
        await bot.Rest.SendAsync("DELETE", $"{reactions}/{ThumbsUp}/{bot.Guild.People[2].User.Id}");
        Assert.Equal(bot.Guild.People[2].User.Id.ToString(), await RemovedAsync(bot));
        Assert.Equal(1, (await bot.Rest.SendAsync("GET", $"{bot.Messages}/{id}")).Count("reactions"));
        await bot.Rest.SendAsync("DELETE", $"{reactions}/other%3A123456789012345678");
        Assert.Equal("party", (await bot.Events.ExpectAsync("MESSAGE_REACTION_REMOVE_EMOJI")).Data.Text("emoji.name"));
        Assert.False((await bot.Rest.SendAsync("GET", $"{bot.Messages}/{id}")).TryGetProperty("reactions", out _));
    }

    [Fact]
    public async Task All_reactions_are_removed_in_one_event()
    {
        await using var bot = await ConnectedBot.StartAsync(GatewayIntents.Guilds | GatewayIntents.GuildMessageReactions);
        var id = bot.People.Say(bot.Guild, "hello");
        bot.People.React(bot.Guild, id, "👍");
        bot.People.React(bot.Guild, id, "1️⃣");
        bot.People.RemoveReaction(bot.Guild, id, "1️⃣");
        await bot.Events.ExpectAsync("MESSAGE_REACTION_ADD");
        await bot.Events.ExpectAsync("MESSAGE_REACTION_ADD");
        await bot.Events.ExpectAsync("MESSAGE_REACTION_REMOVE");

        await bot.Rest.SendAsync("DELETE", $"{bot.Messages}/{id}/reactions");
        var removed = (await bot.Events.ExpectAsync("MESSAGE_REACTION_REMOVE_ALL")).Data;
        Assert.Equal((id.ToString(), bot.Guild.Id.ToString()), (removed.Text("message_id"), removed.Text("guild_id")));
        Assert.False((await bot.Rest.SendAsync("GET", $"{bot.Messages}/{id}")).TryGetProperty("reactions", out _));
    }

    [Theory]
    [InlineData("thumbsup")]
    [InlineData("party%3A")]
    [InlineData("%3A1")]
    [InlineData("%C3%BC")]
    [InlineData("1")]
    public async Task Text_that_is_no_emoji_is_refused(string emoji)
    {
        await using var bot = await ConnectedBot.StartAsync();
        var id = bot.People.Say(bot.Guild, "hello");

        Assert.Equal((400, 10014, "Unknown Emoji"), await bot.Rest.RefusedAsync("PUT", $"{bot.Messages}/{id}/reactions/{emoji}/@me"));
        Assert.Throws<ArgumentException>(() => bot.People.React(bot.Guild, id, Uri.UnescapeDataString(emoji)));
    }

    [Theory]
    [InlineData("/messages/pins")]
    [InlineData("/pins")]
    public async Task Pinned_message_is_listed_and_a_notice_refers_to_it(string route)
    {
        await using var bot = await ConnectedBot.StartAsync();
        var id = bot.People.Say(bot.Guild, "rules");
        var second = bot.People.Say(bot.Guild, "more rules");
        await bot.Events.ExpectAsync("MESSAGE_CREATE");
        await bot.Events.ExpectAsync("MESSAGE_CREATE");

        await bot.Rest.SendAsync("PUT", $"{bot.Channel}{route}/{id}");
        await bot.Rest.SendAsync("PUT", $"{bot.Channel}{route}/{id}");
        Assert.True((await bot.Events.ExpectAsync("MESSAGE_UPDATE")).Data.GetProperty("pinned").GetBoolean());
        Assert.Equal("2026-01-02T03:04:05.000000+00:00", await PinTimeAsync(bot));
        var notice = (await bot.Events.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal((6, id.ToString()), (notice.Number("type"), notice.Text("message_reference.message_id")));
        Assert.Equal(50021, (await bot.Rest.RefusedAsync("PUT", $"{bot.Channel}{route}/{notice.Text("id")}")).Code);

        bot.Time.Advance(TimeSpan.FromSeconds(1));
        await bot.Rest.SendAsync("PUT", $"{bot.Channel}{route}/{second}");
        var page = await bot.Rest.SendAsync("GET", $"{bot.Channel}/messages/pins?limit=1");
        Assert.Equal((second.ToString(), true), (page.Text("items.0.message.id"), page.GetProperty("has_more").GetBoolean()));
        string before = Uri.EscapeDataString(page.Text("items.0.pinned_at")!);
        page = await bot.Rest.SendAsync("GET", $"{bot.Channel}/messages/pins?before={before}");
        Assert.Equal((id.ToString(), false), (page.Text("items.0.message.id"), page.GetProperty("has_more").GetBoolean()));
        Assert.Equal(2, (await bot.Rest.SendAsync("GET", $"{bot.Channel}/pins")).GetArrayLength());
        await bot.Events.ExpectAsync("MESSAGE_UPDATE");
        Assert.Equal("2026-01-02T03:04:06.000000+00:00", await PinTimeAsync(bot));
        await bot.Events.ExpectAsync("MESSAGE_CREATE");

        await bot.Rest.SendAsync("DELETE", $"{bot.Channel}{route}/{second}");
        Assert.False((await bot.Events.ExpectAsync("MESSAGE_UPDATE")).Data.GetProperty("pinned").GetBoolean());
        Assert.Equal("2026-01-02T03:04:05.000000+00:00", await PinTimeAsync(bot));
        await bot.Rest.SendAsync("DELETE", $"{bot.Messages}/{id}");
        await bot.Events.ExpectAsync("MESSAGE_DELETE");
        Assert.Equal(0, (await bot.Rest.SendAsync("GET", $"{bot.Channel}/pins")).GetArrayLength());
    }

    private static async Task<string?> PinTimeAsync(ConnectedBot bot) =>
        (await bot.Events.ExpectAsync("CHANNEL_PINS_UPDATE")).Data.Text("last_pin_timestamp");

    private static async Task<string?> RemovedAsync(ConnectedBot bot) =>
        (await bot.Events.ExpectAsync("MESSAGE_REACTION_REMOVE")).Data.Text("user_id");

    private static async Task<string[]> UsersAsync(ConnectedBot bot, string path) =>
        [.. (await bot.Rest.SendAsync("GET", path)).EnumerateArray().Select(user => user.Text("id")!)];
}
