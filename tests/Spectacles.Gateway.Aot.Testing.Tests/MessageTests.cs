using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Messages that a bot reads, edits and deletes.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task Messages_of_a_channel_are_listed_newest_first_and_by_position()
    {
        await using var bot = await ConnectedBot.StartAsync();
        string[] ids = [.. Enumerable.Range(0, 7).Select(number => bot.People.Say(bot.Guild, $"{number}").ToString())];
        bot.People.Say(bot.Guild, "elsewhere", channel: bot.Guild.TextChannels[1]);

        Assert.Equal("6543210", await ListAsync(bot, ""));
        Assert.Equal("65", await ListAsync(bot, "?limit=2"));
        Assert.Equal("32", await ListAsync(bot, $"?limit=2&before={ids[4]}"));
        Assert.Equal("43", await ListAsync(bot, $"?limit=2&after={ids[2]}"));
        Assert.Equal("432", await ListAsync(bot, $"?limit=3&around={ids[3]}"));
        Assert.Equal("6543", await ListAsync(bot, $"?limit=4&around={ids[4]}"));
        Assert.Equal("3", (await bot.Rest.SendAsync("GET", $"{bot.Messages}/{ids[3]}")).Text("content"));
        Assert.Equal((404, 10008, "Unknown Message"), await bot.Rest.RefusedAsync("GET", $"{bot.Messages}/1"));
        Assert.Equal((404, 10003, "Unknown Channel"), await bot.Rest.RefusedAsync("GET", "/channels/1/messages"));
        Assert.Equal(
            (404, 10008, "Unknown Message"),
            await bot.Rest.RefusedAsync("GET", $"/channels/{bot.Guild.TextChannels[1].Id}/messages/{ids[3]}"));
        Assert.Equal(ids[6], (await LastMessageAsync(bot)).GetString());
    }

    [Fact]
    public async Task Edit_changes_what_was_sent_and_only_the_bots_own_messages()
    {
        await using var bot = await ConnectedBot.StartAsync();
        string id = await bot.SendAsync("""{"content":"before","embeds":[{"title":"t"}]}""");

        bot.Time.Advance(TimeSpan.FromSeconds(1));
        var edited = await bot.Rest.SendAsync("PATCH", $"{bot.Messages}/{id}", """{"content":"after"}""");
        Assert.Equal("2026-01-02T03:04:06.000000+00:00", edited.Text("edited_timestamp"));
        var update = (await bot.Events.ExpectAsync("MESSAGE_UPDATE")).Data;
        Assert.Equal(("after", 1), (update.Text("content"), update.Count("embeds")));
        Assert.Equal(bot.Guild.Id.ToString(), update.Text("guild_id"));

        // null clears a field, as far as something is left.
        edited = await bot.Rest.SendAsync("PATCH", $"{bot.Messages}/{id}", """{"content":null}""");
        Assert.Equal("", edited.Text("content"));
        Assert.Equal(50006, (await bot.Rest.RefusedAsync("PATCH", $"{bot.Messages}/{id}", """{"embeds":[]}""")).Code);

        var other = bot.People.Say(bot.Guild, "hello");
        Assert.Equal(
            (403, 50005, "Cannot edit a message authored by another user"),
            await bot.Rest.RefusedAsync("PATCH", $"{bot.Messages}/{other}", """{"content":"mine"}"""));
        var suppressed = await bot.Rest.SendAsync("PATCH", $"{bot.Messages}/{other}", """{"flags":4}""");
        Assert.Equal((4, JsonValueKind.Null), (suppressed.Number("flags"), suppressed.GetProperty("edited_timestamp").ValueKind));
    }

    [Fact]
    public async Task Suppressed_embeds_come_back()
    {
        await using var bot = await ConnectedBot.StartAsync();
        string id = await bot.SendAsync("""{"embeds":[{"title":"t"}],"flags":4}""");

        Assert.Equal(0, (await bot.Rest.SendAsync("GET", $"{bot.Messages}/{id}")).Count("embeds"));
        var shown = await bot.Rest.SendAsync("PATCH", $"{bot.Messages}/{id}", """{"flags":0}""");
        Assert.Equal("t", shown.Text("embeds.0.title"));
    }

    [Fact]
    public async Task Deleted_message_is_gone()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var id = bot.People.Say(bot.Guild, "hello");
        await bot.Events.ExpectAsync("MESSAGE_CREATE");

        await bot.Rest.SendAsync("DELETE", $"{bot.Messages}/{id}");
        var deleted = (await bot.Events.ExpectAsync("MESSAGE_DELETE")).Data;
        Assert.Equal(
            (id.ToString(), bot.Guild.Id.ToString()),
            (deleted.Text("id"), deleted.Text("guild_id")));
        Assert.Equal(10008, (await bot.Rest.RefusedAsync("DELETE", $"{bot.Messages}/{id}")).Code);
        Assert.Equal("", await ListAsync(bot, ""));
    }

    [Fact]
    public async Task Bulk_delete_is_one_event_and_refuses_messages_of_more_than_fourteen_days()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var old = bot.People.Say(bot.Guild, "old");
        bot.Time.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1));
        var first = bot.People.Say(bot.Guild, "first");
        var second = bot.People.Say(bot.Guild, "second");
        for (int message = 0; message < 3; message++)
        {
            await bot.Events.ExpectAsync("MESSAGE_CREATE");
        }

        string bulk = $"{bot.Messages}/bulk-delete";
        Assert.Equal(50034, (await bot.Rest.RefusedAsync("POST", bulk, $$"""{"messages":["{{old}}","{{first}}"]}""")).Code);
        Assert.Equal("BASE_TYPE_BAD_LENGTH", await bot.Rest.InvalidAsync("POST", bulk, $$"""{"messages":["{{first}}"]}""", "messages"));
        await bot.Rest.SendAsync("POST", bulk, $$"""{"messages":["{{first}}","{{second}}"]}""");
        var deleted = (await bot.Events.ExpectAsync("MESSAGE_DELETE_BULK")).Data.GetProperty("ids");
        Assert.Equal([$"{second}", $"{first}"], deleted.EnumerateArray().Select(id => id.GetString()!));
        Assert.Equal("old", await ListAsync(bot, ""));
    }

    [Fact]
    public async Task Crosspost_is_refused_outside_of_announcement_channels()
    {
        await using var bot = await ConnectedBot.StartAsync();
        string id = await bot.SendAsync("""{"content":"news"}""");

        Assert.Equal(50024, (await bot.Rest.RefusedAsync("POST", $"{bot.Messages}/{id}/crosspost")).Code);
    }

    [Fact]
    public async Task People_edit_and_delete_messages()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var id = bot.People.Say(bot.Guild, "hello");
        await bot.Events.ExpectAsync("MESSAGE_CREATE");

        bot.People.Edit(id, $"hello <@{bot.Gateway.World.Bot.Id}>");
        var edited = (await bot.Events.ExpectAsync("MESSAGE_UPDATE")).Data;
        Assert.Equal(bot.Gateway.World.Bot.Id.ToString(), edited.Text("mentions.0.id"));
        Assert.Equal("2026-01-02T03:04:05.000000+00:00", edited.Text("edited_timestamp"));
        bot.People.Delete(id);
        Assert.Equal(id.ToString(), (await bot.Events.ExpectAsync("MESSAGE_DELETE")).Data.Text("id"));
        Assert.Throws<InvalidOperationException>(() => bot.People.Edit(id, "again"));

        string own = await bot.SendAsync("""{"content":"mine"}""");
        Assert.Throws<InvalidOperationException>(() => bot.People.Edit(Snowflake.Parse(own), "yours"));
    }

    private static async Task<string> ListAsync(ConnectedBot bot, string query) => string.Concat(
        (await bot.Rest.SendAsync("GET", $"{bot.Messages}{query}")).EnumerateArray()
        .Select(message => message.Text("content")));

    private static async Task<JsonElement> LastMessageAsync(ConnectedBot bot)
    {
        // The channel as the gateway describes it to a new session, which may begin 5 seconds after the last one.
        bot.Time.Advance(TimeSpan.FromSeconds(5));
        await using var other = await RawClient.ConnectAsync(bot.Gateway);
        await other.ExpectAsync(Opcode.Hello);
        await other.StartNewSessionAsync(bot.Gateway.Token, GatewayIntents.Guilds);
        await other.ExpectAsync("READY");
        return (await other.ExpectAsync("GUILD_CREATE")).Data.GetProperty("channels").EnumerateArray()
            .Single(channel => channel.Text("id") == bot.Guild.TextChannels[0].Id.ToString())
            .GetProperty("last_message_id");
    }
}
