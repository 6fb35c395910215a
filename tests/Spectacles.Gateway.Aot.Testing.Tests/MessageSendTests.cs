using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>What a bot can send in a message, and what Discord refuses.</summary>
public sealed class MessageSendTests
{
    [Fact]
    public async Task Repeated_nonce_returns_the_first_message_if_it_is_enforced()
    {
        await using var bot = await ConnectedBot.StartAsync();
        const string Body = """{"content":"once","nonce":"n1","enforce_nonce":true}""";
        string id = await bot.SendAsync(Body);

        Assert.Equal(id, (await bot.Rest.SendAsync("POST", bot.Messages, Body)).Text("id"));
        Assert.False((await bot.Rest.SendAsync("GET", $"{bot.Messages}/{id}")).TryGetProperty("nonce", out _));
        bot.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.NotEqual(id, await bot.SendAsync(Body));
        Assert.NotEqual(id, await bot.SendAsync("""{"content":"twice","nonce":"n1"}"""));
    }

    [Fact]
    public async Task Reply_contains_the_message_as_it_is_now()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var asked = bot.People.Say(bot.Guild, "question", bot.Guild.People[2]);
        await bot.Events.ExpectAsync("MESSAGE_CREATE");
        string reference = $$""" "message_reference":{"message_id":"{{asked}}"} """;

        var reply = await bot.Rest.SendAsync("POST", bot.Messages, $$"""{"content":"answer",{{reference}}}""");
        Assert.Equal((19, "question"), (reply.Number("type"), ReferencedContent(reply)));
        Assert.Equal(bot.Guild.People[2].User.Id.ToString(), reply.Text("mentions.0.id"));
        string path = $"{bot.Messages}/{reply.Text("id")}";
        bot.People.Edit(asked, "better question");
        Assert.Equal("better question", ReferencedContent(await bot.Rest.SendAsync("GET", path)));
        bot.People.Delete(asked);
        Assert.Equal(JsonValueKind.Null, (await bot.Rest.SendAsync("GET", path)).GetProperty("referenced_message").ValueKind);

        Assert.Equal(
            "REPLIES_UNKNOWN_MESSAGE",
            await bot.Rest.InvalidAsync("POST", bot.Messages, $$"""{"content":"late",{{reference}}}""", "message_reference"));
        var plain = await bot.Rest.SendAsync(
            "POST",
            bot.Messages,
            $$$"""{"content":"late","message_reference":{"message_id":"{{{asked}}}","fail_if_not_exists":false}}""");
        Assert.Equal((0, false), (plain.Number("type"), plain.TryGetProperty("message_reference", out _)));
    }

    [Theory]
    [InlineData("", "user", "role", true)]
    [InlineData(""" ,"allowed_mentions":{"parse":[]} """, "", "", false)]
    [InlineData(""" ,"allowed_mentions":{"parse":["users"]} """, "user", "", false)]
    [InlineData(""" ,"allowed_mentions":{"parse":["everyone"],"roles":["ROLE"]} """, "", "role", true)]
    [InlineData(""" ,"allowed_mentions":{"users":["1"],"parse":["roles"]} """, "", "role", false)]
    public async Task Only_allowed_mentions_count(string allowed, string users, string roles, bool everyone)
    {
        await using var bot = await ConnectedBot.StartAsync();
        string user = bot.Guild.People[1].User.Id.ToString();
        string role = bot.Guild.Roles[1].Id.ToString();
        allowed = allowed.Replace("ROLE", role, StringComparison.Ordinal);

        var sent = await bot.Rest.SendAsync("POST", bot.Messages, $$"""{"content":"<@{{user}}> <@&{{role}}> @everyone"{{allowed}}}""");

        Assert.Equal(users.Length == 0 ? [] : [user], sent.GetProperty("mentions").EnumerateArray().Select(one => one.Text("id")));
        Assert.Equal(roles.Length == 0 ? [] : [role], sent.GetProperty("mention_roles").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(everyone, sent.GetProperty("mention_everyone").GetBoolean());
    }

    [Theory]
    [InlineData("""{"content":"LONG"}""", "content", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"embeds":[{"description":"HALF"},{"title":"t","footer":{"text":"HALF"}}]}""", "embeds", "MAX_EMBED_SIZE_EXCEEDED")]
    [InlineData("""{"content":"x","flags":32768,"components":[{"type":10,"content":"y"}]}""", "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2")]
    [InlineData("""{"embeds":[{"title":"x"}],"flags":32768,"components":[{"type":10,"content":"y"}]}""", "embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2")]
    [InlineData("""{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}""", "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE")]
    public async Task Message_that_Discord_refuses_is_refused_with_its_code(string body, string field, string code)
    {
        await using var bot = await ConnectedBot.StartAsync();
        body = body.Replace("LONG", new string('x', 2001), StringComparison.Ordinal)
            .Replace("HALF", new string('x', body.Contains("footer", StringComparison.Ordinal) ? 2001 : 0), StringComparison.Ordinal)
            .Replace("\"t\"", $"\"t\",\"description\":\"{new string('x', 2001)}\"", StringComparison.Ordinal);

        Assert.Equal(code, await bot.Rest.InvalidAsync("POST", bot.Messages, body, field));
        Assert.Empty(bot.Gateway.Replies);
    }

    [Theory]
    [InlineData("""{"components":[{"type":10,"content":"y"}]}""", "components.0.type", "UNION_TYPE_CHOICES")]
    [InlineData(
        """{"flags":32768,"components":[{"type":13,"file":{"url":"attachment://none.txt"}}]}""",
        "components.0.file.url",
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND")]
    [InlineData(
        """{"components":[{"type":1,"components":[{"type":2,"style":1,"label":"a","custom_id":"x"},{"type":2,"style":1,"label":"b","custom_id":"x"}]}]}""",
        "components.0.components.1.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED")]
    [InlineData("""{"embeds":[{"color":1}]}""", "embeds.0.description", "BASE_TYPE_REQUIRED")]
    public async Task Wrong_part_of_a_message_is_refused(string body, string field, string code)
    {
        await using var bot = await ConnectedBot.StartAsync();

        Assert.Equal(code, await bot.Rest.InvalidAsync("POST", bot.Messages, body, field));
    }

    [Fact]
    public async Task Components_have_ids_and_defaults()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var sent = await bot.Rest.SendAsync("POST", bot.Messages, """
            {"flags":32768,"components":[
                {"type":17,"components":[{"type":10,"id":2,"content":"text"},{"type":14}]},
                {"type":9,"components":[{"type":10,"content":"section"}],"accessory":{"type":2,"style":1,"label":"b","custom_id":"x"}},
                {"type":12,"items":[{"media":{"url":"https://example.com/cat.png"}}]}]}
            """);

        Assert.Equal(1 << 15, sent.Number("flags"));
        var container = sent.GetProperty("components")[0];
        Assert.Equal(JsonValueKind.Null, container.GetProperty("accent_color").ValueKind);
        Assert.Equal(2, container.Number("components.0.id"));
        int[] ids = [.. Ids(sent.GetProperty("components"))];
        Assert.Equal((7, 7), (ids.Length, ids.Distinct().Count()));
    }

    [Fact]
    public async Task Forward_has_a_snapshot_of_the_message()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var source = bot.People.Say(bot.Guild, "look", channel: bot.Guild.TextChannels[1]);
        await bot.Events.ExpectAsync("MESSAGE_CREATE");
        string body = $$$"""{"message_reference":{"type":1,"message_id":"{{{source}}}","channel_id":"{{{bot.Guild.TextChannels[1].Id}}}"}}""";

        string id = await bot.SendAsync(body);
        bot.People.Edit(source, "changed");
        var forward = await bot.Rest.SendAsync("GET", $"{bot.Messages}/{id}");

        Assert.Equal((0, 1 << 14, ""), (forward.Number("type"), forward.Number("flags"), forward.Text("content")));
        Assert.Equal(1, forward.Number("message_reference.type"));
        Assert.Equal("look", forward.Text("message_snapshots.0.message.content"));
        bot.People.Delete(source);
        Assert.Equal(10008, (await bot.Rest.RefusedAsync("POST", bot.Messages, body)).Code);
    }

    [Fact]
    public async Task Channels_without_messages_refuse_them()
    {
        await using var bot = await ConnectedBot.StartAsync();
        var category = bot.Guild.Channels.First(channel => channel.Kind == ChannelKind.Category);

        Assert.Equal(50008, (await bot.Rest.RefusedAsync("POST", $"/channels/{category.Id}/messages", """{"content":"x"}""")).Code);
    }

    [Fact]
    public async Task Poll_has_votes_until_it_ends()
    {
        await using var bot = await ConnectedBot.StartAsync();
        string id = await bot.SendAsync("""
            {"poll":{"question":{"text":"Tea?"},"answers":[{"poll_media":{"text":"Yes"}},{"poll_media":{"text":"No","emoji":{"name":"👎"}}}],"duration":2}}
            """);
        var message = Snowflake.Parse(id);

        bot.People.Vote(bot.Guild, message, 1);
        Assert.Equal(1, (await bot.Events.ExpectAsync("MESSAGE_POLL_VOTE_ADD")).Data.Number("answer_id"));
        bot.People.Vote(bot.Guild, message, 2);
        Assert.Equal(1, (await bot.Events.ExpectAsync("MESSAGE_POLL_VOTE_REMOVE")).Data.Number("answer_id"));
        Assert.Equal(2, (await bot.Events.ExpectAsync("MESSAGE_POLL_VOTE_ADD")).Data.Number("answer_id"));
        var voters = await bot.Rest.SendAsync("GET", $"{bot.Channel}/polls/{id}/answers/2");
        Assert.Equal(bot.Guild.People[0].User.Id.ToString(), voters.Text("users.0.id"));

        var ended = (await bot.Rest.SendAsync("POST", $"{bot.Channel}/polls/{id}/expire")).Item("poll.results");
        Assert.Equal("""{"answer_counts":[{"id":2,"count":1,"me_voted":false}],"is_finalized":true}""", ended.GetRawText());
        await bot.Events.ExpectAsync("MESSAGE_UPDATE");
        Assert.Throws<InvalidOperationException>(() => bot.People.Vote(bot.Guild, message, 1));
        Assert.Equal(520001, (await bot.Rest.RefusedAsync("POST", $"{bot.Channel}/polls/{id}/expire")).Code);
    }

    private static string? ReferencedContent(JsonElement reply) => reply.Text("referenced_message.content");

    private static IEnumerable<int> Ids(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Ids),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property =>
            property.Name == "id" && property.Value.ValueKind == JsonValueKind.Number ? [property.Value.GetInt32()] : Ids(property.Value)),
        _ => [],
    };
}
