namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls about channels, and their events.</summary>
public sealed class ChannelCallTests
{
    [Fact]
    public async Task Text_channel_is_created_with_all_fields_read_changed_and_deleted()
    {
        await using var scene = await RestScene.StartAsync();
        string category = Find(scene, ChannelKind.Category).ToString();
        string helpers = scene.Guild.Roles[1].Id.ToString();

        var created = await scene.Rest.SendAsync("POST", $"{scene.Path}/channels", $$"""
            {"name":"news-room","topic":"t","nsfw":true,"rate_limit_per_user":"5","parent_id":"{{category}}","position":7,
             "default_auto_archive_duration":60,"default_thread_rate_limit_per_user":9,
             "permission_overwrites":[{"id":"{{helpers}}","type":0,"allow":"1024"},{"id":"{{scene.Guild.People[0].User.Id}}","deny":2048}]}
            """);
        var creation = await scene.ExpectAsync("CHANNEL_CREATE");
        string channel = $"/channels/{created.At("id")}";
        Assert.Equal(created.GetRawText(), creation.GetRawText());
        Assert.Equal(("0", "news-room", "t", "true", "5", category, "7"), (
            created.At("type"), created.At("name"), created.At("topic"), created.At("nsfw"), created.At("rate_limit_per_user"),
            created.At("parent_id"), created.At("position")));
        Assert.Equal(
            ("60", "9", scene.Guild.Id.ToString(), null),
            (created.At("default_auto_archive_duration"), created.At("default_thread_rate_limit_per_user"), created.At("guild_id"),
            created.At("last_message_id")));
        Assert.Equal(["0", "1"], created.GetProperty("permission_overwrites").Each("type"));
        Assert.Equal(["1024", "0"], created.GetProperty("permission_overwrites").Each("allow"));
        Assert.Equal(["0", "2048"], created.GetProperty("permission_overwrites").Each("deny"));
        Assert.Contains(scene.Guild.TextChannels, text => text.Id.ToString() == created.At("id"));

        var message = await scene.Rest.SendAsync("POST", $"{channel}/messages", """{"content":"first"}""");
        await scene.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal(message.At("id"), (await scene.Rest.SendAsync("GET", channel)).At("last_message_id"));

        var changed = await scene.Rest.SendAsync(
            "PATCH", channel, """{"name":"renamed","topic":null,"nsfw":null,"type":5,"parent_id":null,"permission_overwrites":null}""");
        Assert.Equal(changed.GetRawText(), (await scene.ExpectAsync("CHANNEL_UPDATE")).GetRawText());
        Assert.Equal(("5", "renamed", null, "false", null, "5", "[]"), (
            changed.At("type"), changed.At("name"), changed.At("topic"), changed.At("nsfw"), changed.At("parent_id"),
            changed.At("rate_limit_per_user"), changed.At("permission_overwrites")));
        Assert.Equal(changed.GetRawText(), (await scene.Rest.SendAsync("GET", channel)).GetRawText());

        var deleted = await scene.Rest.SendAsync("DELETE", channel);
        Assert.Equal(deleted.GetRawText(), (await scene.ExpectAsync("CHANNEL_DELETE")).GetRawText());
        Assert.Equal(changed.GetRawText(), deleted.GetRawText());
        foreach (string method in new[] { "GET", "DELETE" })
        {
            Assert.Equal((404, 10003, "Unknown Channel"), await scene.Rest.RefusedAsync(method, channel));
        }

        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Voice_stage_and_forum_channels_have_their_own_fields()
    {
        await using var scene = await RestScene.StartAsync();
        var voice = await CreateAsync(
            scene, """{"name":"v","type":2,"bitrate":96000,"user_limit":99,"video_quality_mode":2,"rtc_region":"japan"}""");
        Assert.Equal(("96000", "99", "2", "japan"), (
            voice.At("bitrate"), voice.At("user_limit"), voice.At("video_quality_mode"), voice.At("rtc_region")));
        var stage = await CreateAsync(scene, """{"name":"s","type":13}""");
        Assert.Equal(("13", "64000"), (stage.At("type"), stage.At("bitrate")));

        var forum = await CreateAsync(scene, """
            {"name":"f","type":15,"topic":"guidelines","default_reaction_emoji":{"emoji_name":"x"},"default_sort_order":1,
             "default_forum_layout":2,"available_tags":[{"name":"bug","moderated":true},{"name":"idea","emoji_name":"y"}]}
            """);
        Assert.Equal(("x", null, "1", "2"), (
            forum.At("default_reaction_emoji.emoji_name"), forum.At("default_reaction_emoji.emoji_id"), forum.At("default_sort_order"),
            forum.At("default_forum_layout")));
        var tags = forum.GetProperty("available_tags");
        Assert.Equal([("bug", "true", null), ("idea", "false", "y")], tags.EnumerateArray().Select(
            tag => (tag.At("name"), tag.At("moderated"), tag.At("emoji_name"))));

        string bug = tags[0].At("id")!;
        var changed = await scene.Rest.SendAsync("PATCH", $"/channels/{forum.At("id")}", $$"""
            {"flags":16,"available_tags":[{"id":"{{bug}}","name":"defect"},{"name":"new"}]}
            """);
        await scene.ExpectAsync("CHANNEL_UPDATE");
        Assert.Equal(("16", bug, "defect"), (
            changed.At("flags"), changed.GetProperty("available_tags")[0].At("id"), changed.GetProperty("available_tags")[0].At("name")));
        Assert.NotEqual(tags[1].At("id"), changed.GetProperty("available_tags")[1].At("id"));
        await scene.ExpectNothingElseAsync();
    }

    [Theory]
    [InlineData("""{"name":""}""", "name", "BASE_TYPE_BAD_LENGTH")]
    [InlineData("""{"name":"x","type":11}""", "type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"name":"x","type":14}""", "type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"name":"x","parent_id":"1"}""", "parent_id", "CHANNEL_PARENT_INVALID")]
    [InlineData("""{"name":"x","parent_id":"TEXT"}""", "parent_id", "CHANNEL_PARENT_INVALID_TYPE")]
    [InlineData("""{"name":"x","type":2,"user_limit":100}""", "user_limit", "NUMBER_TYPE_MAX")]
    [InlineData("""{"name":"x","type":13,"bitrate":64001}""", "bitrate", "NUMBER_TYPE_MAX")]
    [InlineData("""{"name":"x","topic":"LONG"}""", "topic", "BASE_TYPE_MAX_LENGTH")]
    public async Task Channel_that_Discord_refuses_is_not_created(string body, string field, string code)
    {
        await using var scene = await RestScene.StartAsync();
        body = body.Replace("TEXT", scene.Guild.TextChannels[0].Id.ToString(), StringComparison.Ordinal)
            .Replace("LONG", new string('t', 1025), StringComparison.Ordinal);
        int before = scene.Guild.Channels.Count;

        Assert.Equal(code, await scene.Rest.InvalidAsync("POST", $"{scene.Path}/channels", body, field));
        Assert.Equal(before, scene.Guild.Channels.Count);
        await scene.ExpectNothingElseAsync();
    }

    [Theory]
    [InlineData("""{"topic":5}""", "topic", "STRING_TYPE_CONVERT")]
    [InlineData("""{"position":-1}""", "position", "NUMBER_TYPE_MIN")]
    [InlineData("""{"type":2}""", "type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"type":11}""", "type", "BASE_TYPE_CHOICES")]
    public async Task Change_that_Discord_refuses_changes_nothing(string body, string field, string code)
    {
        await using var scene = await RestScene.StartAsync();
        var channel = scene.Guild.TextChannels[0];

        Assert.Equal(code, await scene.Rest.InvalidAsync("PATCH", $"/channels/{channel.Id}", body, field));
        Assert.Same(channel, scene.Guild.TextChannels[0]);
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Channels_of_a_deleted_category_stay_and_those_of_a_deleted_channel_do_not()
    {
        await using var scene = await RestScene.StartAsync();
        var (general, lounge) = (scene.Guild.TextChannels[0], scene.Guild.VoiceChannels[0]);
        await scene.Rest.SendAsync("POST", $"/channels/{lounge.Id}/invites", "{}");
        await scene.ExpectAsync("INVITE_CREATE");
        scene.Gateway.People.MoveToVoice(scene.Guild, scene.Guild.People[0], lounge);
        await scene.ExpectAsync("VOICE_STATE_UPDATE");

        await scene.Rest.SendAsync("DELETE", $"/channels/{Find(scene, ChannelKind.Category)}");
        foreach (string name in new[] { "general", "bots", "lounge" })
        {
            var update = await scene.ExpectAsync("CHANNEL_UPDATE");
            Assert.Equal((name, null), (update.At("name"), update.At("parent_id")));
        }

        await scene.ExpectAsync("CHANNEL_DELETE");
        Assert.Null((await scene.Rest.SendAsync("GET", $"/channels/{general.Id}")).At("parent_id"));

        await scene.Rest.SendAsync("DELETE", $"/channels/{lounge.Id}");
        Assert.Null((await scene.ExpectAsync("VOICE_STATE_UPDATE")).At("channel_id"));
        await scene.ExpectAsync("CHANNEL_DELETE");
        Assert.Equal(0, (await scene.Rest.SendAsync("GET", $"{scene.Path}/invites")).GetArrayLength());

        await scene.Rest.SendAsync("DELETE", $"/channels/{general.Id}");
        await scene.ExpectAsync("CHANNEL_DELETE");
        Assert.Equal(["bots"], scene.Guild.Channels.Select(channel => channel.Name));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Channels_are_listed_without_threads_and_move_with_an_event_for_each_that_moves()
    {
        await using var scene = await RestScene.StartAsync();
        string channels = $"{scene.Path}/channels";
        Assert.Equal(["Rooms", "general", "bots", "lounge"], (await scene.Rest.SendAsync("GET", channels)).Each("name"));
        var (general, bots) = (scene.Guild.TextChannels[0].Id, scene.Guild.TextChannels[1].Id);
        await scene.Rest.SendAsync("PUT", $"/channels/{bots}/permissions/{scene.Guild.Id}", """{"type":0,"deny":"1024"}""");
        await scene.ExpectAsync("CHANNEL_UPDATE");

        await scene.Rest.SendAsync("PATCH", channels, $$"""
            [{"id":"{{general}}","position":2,"parent_id":null},{"id":"{{bots}}","position":1,"lock_permissions":true},
             {"id":"{{scene.Guild.VoiceChannels[0].Id}}","position":3}]
            """);
        var first = await scene.ExpectAsync("CHANNEL_UPDATE");
        var second = await scene.ExpectAsync("CHANNEL_UPDATE");
        Assert.Equal(("general", "2", null), (first.At("name"), first.At("position"), first.At("parent_id")));
        Assert.Equal(("bots", "1", "[]"), (second.At("name"), second.At("position"), second.At("permission_overwrites")));
        Assert.Equal([0, 2, 1, 3], scene.Guild.Channels.Where(channel => channel.Kind != ChannelKind.Thread).Select(one => one.Position));

        Assert.Equal((404, 10003, "Unknown Channel"), await scene.Rest.RefusedAsync("PATCH", channels, """[{"id":"1","position":1}]"""));
        Assert.Equal((404, 10004, "Unknown Guild"), await scene.Rest.RefusedAsync("GET", "/guilds/1/channels"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Permission_overwrites_are_set_and_deleted_and_follow_the_category()
    {
        await using var scene = await RestScene.StartAsync();
        var (category, person) = (Find(scene, ChannelKind.Category), scene.Guild.People[1].User.Id);
        var own = scene.Guild.TextChannels[1];
        await scene.Rest.SendAsync("PUT", $"/channels/{own.Id}/permissions/{person}", """{"type":1,"allow":"1024"}""");
        var set = (await scene.ExpectAsync("CHANNEL_UPDATE")).GetProperty("permission_overwrites");
        Assert.Equal($$"""[{"id":"{{person}}","type":1,"allow":"1024","deny":"0"}]""", set.GetRawText());

        string everyone = $"/channels/{category}/permissions/{scene.Guild.Id}";
        await scene.Rest.SendAsync("PUT", everyone, """{"type":0,"deny":2048}""");
        foreach (string name in new[] { "Rooms", "general", "lounge" })
        {
            var update = await scene.ExpectAsync("CHANNEL_UPDATE");
            Assert.Equal((name, "2048"), (update.At("name"), update.GetProperty("permission_overwrites")[0].At("deny")));
        }

        var inherited = await CreateAsync(scene, $$"""{"name":"x","parent_id":"{{category}}"}""");
        Assert.Equal(["2048"], inherited.GetProperty("permission_overwrites").Each("deny"));

        await scene.Rest.SendAsync("DELETE", $"/channels/{own.Id}/permissions/{person}");
        Assert.Equal("[]", (await scene.ExpectAsync("CHANNEL_UPDATE")).At("permission_overwrites"));
        Assert.Equal(
            (404, 10009, "Unknown Overwrite"), await scene.Rest.RefusedAsync("DELETE", $"/channels/{own.Id}/permissions/{person}"));
        Assert.Equal(
            (404, 10011, "Unknown Role"), await scene.Rest.RefusedAsync("PUT", $"/channels/{own.Id}/permissions/1", """{"type":0}"""));
        Assert.Equal(
            (404, 10013, "Unknown User"), await scene.Rest.RefusedAsync("PUT", $"/channels/{own.Id}/permissions/1", """{"type":1}"""));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Bot_types_in_a_guild_and_in_a_direct_message()
    {
        await using var scene = await RestScene.StartAsync();
        var (bot, person) = (scene.Gateway.World.Bot.Id.ToString(), scene.Guild.People[0].User);
        await scene.Rest.SendAsync("POST", $"/channels/{scene.Guild.TextChannels[0].Id}/typing");
        var typing = await scene.ExpectAsync("TYPING_START");
        Assert.Equal((bot, bot, scene.Guild.Id.ToString()), (typing.At("user_id"), typing.At("member.user.id"), typing.At("guild_id")));

        string open = $$"""{"recipient_id":"{{person.Id}}"}""";
        var direct = await scene.Rest.SendAsync("POST", "/users/@me/channels", open);
        Assert.Equal(("1", person.Name), (direct.At("type"), direct.GetProperty("recipients")[0].At("username")));
        await scene.Rest.SendAsync("POST", $"/channels/{direct.At("id")}/typing");
        typing = await scene.ExpectAsync("TYPING_START");
        Assert.Equal((bot, direct.At("id")), (typing.At("user_id"), typing.At("channel_id")));
        Assert.False(typing.TryGetProperty("guild_id", out _) || typing.TryGetProperty("member", out _));

        await scene.Rest.SendAsync("DELETE", $"/channels/{direct.At("id")}");
        Assert.Equal(direct.GetRawText(), (await scene.Rest.SendAsync("POST", "/users/@me/channels", open)).GetRawText());
        Assert.Equal(
            (400, 50003, "Cannot execute action on a DM channel"),
            await scene.Rest.RefusedAsync("PATCH", $"/channels/{direct.At("id")}", """{"name":"x"}"""));
        foreach (string nobody in new[] { "1", bot })
        {
            Assert.Equal(
                (400, 50033, "Invalid Recipient(s)"),
                await scene.Rest.RefusedAsync("POST", "/users/@me/channels", $$"""{"recipient_id":"{{nobody}}"}"""));
        }

        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Status_of_a_voice_channel_is_set()
    {
        await using var scene = await RestScene.StartAsync();
        var voice = scene.Guild.VoiceChannels[0].Id;
        foreach (string? status in new[] { "music", null })
        {
            string json = status is null ? "null" : $"\"{status}\"";
            await scene.Rest.SendAsync("PUT", $"/channels/{voice}/voice-status", $$"""{"status":{{json}}}""");
            var update = await scene.ExpectAsync("VOICE_CHANNEL_STATUS_UPDATE");
            Assert.Equal(
                (voice.ToString(), scene.Guild.Id.ToString(), status), (update.At("id"), update.At("guild_id"), update.At("status")));
        }

        Assert.Equal(
            (400, 50024, "Cannot execute action on this channel type"),
            await scene.Rest.RefusedAsync("PUT", $"/channels/{scene.Guild.TextChannels[0].Id}/voice-status", """{"status":"x"}"""));
        await scene.ExpectNothingElseAsync();
    }

    private static async Task<System.Text.Json.JsonElement> CreateAsync(RestScene scene, string body)
    {
        var created = await scene.Rest.SendAsync("POST", $"{scene.Path}/channels", body);
        Assert.Equal(created.GetRawText(), (await scene.ExpectAsync("CHANNEL_CREATE")).GetRawText());
        return created;
    }

    private static Snowflake Find(RestScene scene, ChannelKind kind) => scene.Guild.Channels.First(channel => channel.Kind == kind).Id;
}
