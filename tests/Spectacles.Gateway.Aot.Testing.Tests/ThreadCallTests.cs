using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The REST calls that start, change and list threads, and their events.</summary>
public sealed class ThreadCallTests
{
    [Fact]
    public async Task Thread_from_a_message_has_its_id_and_counts_messages()
    {
        await using var scene = await RestScene.StartAsync();
        var (channel, bot) = (scene.Guild.TextChannels[0], scene.Gateway.World.Bot.Id.ToString());
        string message = scene.Gateway.People.Say(scene.Guild, "discuss this").ToString();
        await scene.ExpectAsync("MESSAGE_CREATE");
        string start = $"/channels/{channel.Id}/messages/{message}/threads";

        var thread = await scene.Rest.SendAsync("POST", start, """{"name":"talk","auto_archive_duration":60}""");
        var created = await scene.ExpectAsync("THREAD_CREATE");
        Assert.Equal((message, "11", channel.Id.ToString(), bot, "true"), (
            created.At("id"), created.At("type"), created.At("parent_id"), created.At("owner_id"), created.At("newly_created")));
        Assert.Equal((message, "60", bot, "0", "1"), (
            thread.At("id"), thread.At("thread_metadata.auto_archive_duration"), thread.At("member.user_id"), thread.At("message_count"),
            thread.At("member_count")));
        var joined = await scene.ExpectAsync("THREAD_MEMBERS_UPDATE");
        Assert.Equal((message, "1", bot, bot), (
            joined.At("id"), joined.At("member_count"), joined.GetProperty("added_members")[0].At("user_id"),
            joined.GetProperty("added_members")[0].At("member.user.id")));
        var edited = await scene.ExpectAsync("MESSAGE_UPDATE");
        Assert.Equal((message, "32", "talk"), (edited.At("id"), edited.At("flags"), edited.At("thread.name")));
        Assert.Equal(
            (400, 160004, "A thread has already been created for this message"),
            await scene.Rest.RefusedAsync("POST", start, """{"name":"again"}"""));

        await scene.Rest.SendAsync("POST", $"/channels/{message}/messages", """{"content":"one"}""");
        string? second = (await scene.Rest.SendAsync("POST", $"/channels/{message}/messages", """{"content":"two"}""")).At("id");
        var counted = await scene.Rest.SendAsync("GET", $"/channels/{message}");
        Assert.Equal(("2", "2", second), (
            counted.At("message_count"), counted.At("total_message_sent"), counted.At("last_message_id")));

        await scene.Rest.SendAsync("DELETE", $"/channels/{message}");
        await scene.ExpectAsync("MESSAGE_CREATE");
        await scene.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal(
            $$"""{"id":"{{message}}","guild_id":"{{scene.Guild.Id}}","parent_id":"{{channel.Id}}","type":11}""",
            (await scene.ExpectAsync("THREAD_DELETE")).GetRawText());
        Assert.Equal((404, 10003, "Unknown Channel"), await scene.Rest.RefusedAsync("GET", $"/channels/{message}"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Message_shows_the_thread_that_was_started_from_it_as_it_is_now()
    {
        await using var scene = await RestScene.StartAsync();
        string messages = $"/channels/{scene.Guild.TextChannels[0].Id}/messages";
        string source = scene.Gateway.People.Say(scene.Guild, "discuss this").ToString();
        await scene.Rest.SendAsync("POST", $"{messages}/{source}/threads", """{"name":"talk"}""");
        string reply = $$$"""{"content":"x","message_reference":{"message_id":"{{{source}}}"}}""";

        await scene.Rest.SendAsync("PATCH", $"/channels/{source}", """{"name":"renamed"}""");
        var referenced = (await scene.Rest.SendAsync("POST", messages, reply)).GetProperty("referenced_message");
        Assert.Equal(("renamed", "32"), (referenced.At("thread.name"), referenced.At("flags")));

        await scene.Rest.SendAsync("DELETE", $"/channels/{source}");
        referenced = (await scene.Rest.SendAsync("POST", messages, reply)).GetProperty("referenced_message");
        Assert.Equal((false, "0"), (referenced.TryGetProperty("thread", out _), referenced.At("flags")));
    }

    [Fact]
    public async Task Deleted_message_counts_only_in_the_total()
    {
        await using var scene = await RestScene.StartAsync();
        var thread = scene.Guild.Channels.First(channel => channel.Kind == ChannelKind.Thread);
        await scene.Rest.SendAsync(
            "PUT", $"/applications/{scene.Gateway.World.ApplicationId}/commands", """[{"name":"ping","description":"x"}]""");
        scene.Gateway.People.UseCommand(scene.Guild, "ping", channel: thread);
        var used = await scene.ExpectAsync("INTERACTION_CREATE");
        string webhook = $"/webhooks/{scene.Gateway.World.ApplicationId}/{used.At("token")}/messages/@original";
        await scene.Rest.SendAsync(
            "POST", $"/interactions/{used.At("id")}/{used.At("token")}/callback", """{"type":4,"data":{"content":"pong"}}""");
        Assert.Equal("1", (await scene.Rest.SendAsync("GET", $"/channels/{thread.Id}")).At("message_count"));

        await scene.Rest.SendAsync("DELETE", webhook);

        var counted = await scene.Rest.SendAsync("GET", $"/channels/{thread.Id}");
        Assert.Equal(("0", "1"), (counted.At("message_count"), counted.At("total_message_sent")));
    }

    [Theory]
    [InlineData("", 12)]
    [InlineData(",\"type\":12,\"invitable\":false", 12)]
    [InlineData(",\"type\":11", 11)]
    public async Task Thread_without_a_message_is_private_by_default(string more, int type)
    {
        await using var scene = await RestScene.StartAsync();
        string threads = $"/channels/{scene.Guild.TextChannels[0].Id}/threads";

        var thread = await scene.Rest.SendAsync("POST", threads, $$"""{"name":"talk","rate_limit_per_user":3{{more}}}""");

        Assert.Equal(("talk", $"{type}", "3", "4320"), (
            thread.At("name"), thread.At("type"), thread.At("rate_limit_per_user"), thread.At("thread_metadata.auto_archive_duration")));
        Assert.Equal(
            type == 12 ? more.Length == 0 : (bool?)null,
            thread.GetProperty("thread_metadata").TryGetProperty("invitable", out var invitable) ? invitable.GetBoolean() : null);
        Assert.Equal(thread.At("id"), (await scene.ExpectAsync("THREAD_CREATE")).At("id"));
        await scene.ExpectAsync("THREAD_MEMBERS_UPDATE");
        Assert.Equal("BASE_TYPE_CHOICES", await scene.Rest.InvalidAsync("POST", threads, """{"name":"x","type":10}""", "type"));
        Assert.Equal("BASE_TYPE_CHOICES", await scene.Rest.InvalidAsync("POST", threads, """{"name":"x","type":99}""", "type"));
        Assert.Equal("BASE_TYPE_REQUIRED", await scene.Rest.InvalidAsync("POST", threads, """{"type":11}""", "name"));
        Assert.Equal(
            (400, 50024, "Cannot execute action on this channel type"),
            await scene.Rest.RefusedAsync("POST", $"/channels/{scene.Guild.VoiceChannels[0].Id}/threads", """{"name":"x","type":11}"""));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Thread_of_a_forum_starts_with_a_message_that_does_not_count()
    {
        await using var scene = await RestScene.StartAsync();
        var forum = await scene.Rest.SendAsync("POST", $"{scene.Path}/channels", """
            {"name":"help","type":15,"default_thread_rate_limit_per_user":9,"available_tags":[{"name":"bug"}]}
            """);
        await scene.ExpectAsync("CHANNEL_CREATE");
        await scene.Rest.SendAsync("PATCH", $"/channels/{forum.At("id")}", """{"flags":16}""");
        await scene.ExpectAsync("CHANNEL_UPDATE");
        string threads = $"/channels/{forum.At("id")}/threads";
        string tag = forum.GetProperty("available_tags")[0].At("id")!;

        var post = await scene.Rest.SendAsync(
            "POST", threads, $$"""{"name":"broken","message":{"content":"it fails"},"applied_tags":["{{tag}}"]}""");

        var created = await scene.ExpectAsync("THREAD_CREATE");
        Assert.Equal((post.At("id"), $"[\"{tag}\"]", "9", "true"), (
            created.At("id"), created.At("applied_tags"), created.At("rate_limit_per_user"), created.At("newly_created")));
        await scene.ExpectAsync("THREAD_MEMBERS_UPDATE");
        var message = await scene.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal((post.At("id"), post.At("id"), "it fails"), (message.At("id"), message.At("channel_id"), message.At("content")));
        Assert.Equal("it fails", post.At("message.content"));
        var thread = await scene.Rest.SendAsync("GET", $"/channels/{post.At("id")}");
        Assert.Equal(("0", "0", post.At("id")), (
            thread.At("message_count"), thread.At("total_message_sent"), thread.At("last_message_id")));
        Assert.Equal(post.At("id"), (await scene.Rest.SendAsync("GET", $"/channels/{forum.At("id")}")).At("last_message_id"));

        Assert.Equal("BASE_TYPE_REQUIRED", await scene.Rest.InvalidAsync("POST", threads, """{"name":"x"}""", "message"));
        Assert.Equal(
            (400, 50006, "Cannot send an empty message"),
            await scene.Rest.RefusedAsync("POST", threads, """{"name":"x","message":{"content":""}}"""));
        Assert.Equal(
            (400, 40067, "A tag is required to create a forum post in this channel"),
            await scene.Rest.RefusedAsync("POST", threads, """{"name":"x","message":{"content":"y"}}"""));
        Assert.Equal(
            (404, 10087, "Unknown Tag"),
            await scene.Rest.RefusedAsync("POST", threads, """{"name":"x","message":{"content":"y"},"applied_tags":["1"]}"""));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Thread_is_changed_archived_and_unarchived()
    {
        await using var scene = await RestScene.StartAsync();
        string path = $"/channels/{await StartAsync(scene, ChannelKind.Thread)}";
        var renamed = await PatchAsync(scene, path, """{"name":"renamed","locked":true,"rate_limit_per_user":7}""");
        Assert.Equal(("renamed", "true", "7", "false"), (
            renamed.At("name"), renamed.At("thread_metadata.locked"), renamed.At("rate_limit_per_user"),
            renamed.At("thread_metadata.archived")));
        Assert.Equal(renamed.At("thread_metadata.create_timestamp"), renamed.At("thread_metadata.archive_timestamp"));
        await PatchAsync(scene, path, """{"flags":2}""");

        scene.Time.Advance(TimeSpan.FromSeconds(1));
        var archived = await PatchAsync(scene, path, """{"archived":true}""");
        Assert.Equal(("true", "0"), (archived.At("thread_metadata.archived"), archived.At("flags")));
        Assert.Equal(scene.Time.GetUtcNow(), archived.GetProperty("thread_metadata").GetProperty("archive_timestamp").GetDateTimeOffset());
        foreach ((string method, string of, string? body) in new[]
        {
            ("PATCH", "", """{"name":"x"}"""), ("PUT", "/thread-members/@me", null), ("DELETE", "/thread-members/@me", null),
        })
        {
            Assert.Equal((400, 50083, "Thread is archived"), await scene.Rest.RefusedAsync(method, path + of, body));
        }

        await PatchAsync(scene, path, """{"archived":false,"locked":false}""");
        var member = await scene.ExpectAsync("THREAD_MEMBER_UPDATE");
        Assert.Equal(scene.Gateway.World.Bot.Id.ToString(), member.At("user_id"));
        Assert.Equal(scene.Guild.Id.ToString(), member.At("guild_id"));
        Assert.Equal("BASE_TYPE_CHOICES", await scene.Rest.InvalidAsync(
            "PATCH", path, """{"auto_archive_duration":61}""", "auto_archive_duration"));
        Assert.Equal((404, 10087, "Unknown Tag"), await scene.Rest.RefusedAsync("PATCH", path, """{"applied_tags":["1"]}"""));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Message_adds_its_author_to_the_thread_and_unarchives_it_unless_it_is_locked()
    {
        await using var scene = await RestScene.StartAsync();
        var thread = scene.Guild.Channels.First(channel => channel.Kind == ChannelKind.Thread);
        string path = $"/channels/{thread.Id}";
        Assert.Equal(scene.Guild.People[0].User.Id.ToString(), (await scene.Rest.SendAsync("GET", path)).At("owner_id"));
        await PatchAsync(scene, path, """{"archived":true}""");

        scene.Gateway.People.Say(scene.Guild, "hello", scene.Guild.People[1], thread);
        Assert.Equal("false", (await scene.ExpectAsync("THREAD_UPDATE")).At("thread_metadata.archived"));
        var joined = await scene.ExpectAsync("THREAD_MEMBERS_UPDATE");
        Assert.Equal(("2", scene.Guild.People[1].User.Id.ToString()), (
            joined.At("member_count"), joined.GetProperty("added_members")[0].At("user_id")));
        await scene.ExpectAsync("MESSAGE_CREATE");

        await scene.Rest.SendAsync("POST", $"{path}/messages", """{"content":"me too"}""");
        Assert.Equal(scene.Gateway.World.Bot.Id.ToString(), (await scene.ExpectAsync("THREAD_CREATE")).At("member.user_id"));
        Assert.Equal("3", (await scene.ExpectAsync("THREAD_MEMBERS_UPDATE")).At("member_count"));
        await scene.ExpectAsync("MESSAGE_CREATE");

        await PatchAsync(scene, path, """{"archived":true,"locked":true}""");
        scene.Gateway.People.Say(scene.Guild, "hello?", scene.Guild.People[1], thread);
        await scene.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal("true", (await scene.Rest.SendAsync("GET", path)).At("thread_metadata.archived"));
        await scene.ExpectNothingElseAsync();
    }

    [Fact]
    public async Task Active_and_archived_threads_are_listed_in_Discords_order()
    {
        await using var scene = await RestScene.StartAsync();
        string channel = $"/channels/{scene.Guild.TextChannels[0].Id}";
        List<string> open = [], hidden = [];
        for (int index = 0; index < 3; index++)
        {
            open.Add(await StartAsync(scene, ChannelKind.Thread));
            hidden.Add(await StartAsync(scene, ChannelKind.PrivateThread));
        }

        var active = await scene.Rest.SendAsync("GET", $"{scene.Path}/threads/active");
        Assert.Equal([hidden[2], open[2], hidden[1], open[1], hidden[0], open[0]], active.GetProperty("threads").Each("id").SkipLast(1));
        Assert.Equal("a thread", active.GetProperty("threads")[6].At("name"));
        Assert.Equal(6, active.GetProperty("members").GetArrayLength());

        // The order of archiving differs from that of the ids.
        List<string> times = [];
        foreach (string thread in new[] { open[1], hidden[1], open[2], hidden[2], open[0], hidden[0] })
        {
            scene.Time.Advance(TimeSpan.FromSeconds(1));
            times.Add((await PatchAsync(scene, $"/channels/{thread}", """{"archived":true}""")).At("thread_metadata.archive_timestamp")!);
        }

        Assert.Equal(["a thread"], (await scene.Rest.SendAsync("GET", $"{scene.Path}/threads/active")).GetProperty("threads").Each("name"));
        string archived = $"{channel}/threads/archived";
        await ExpectListAsync(scene, $"{archived}/public", [open[0], open[2], open[1]]);
        await ExpectListAsync(scene, $"{archived}/public?limit=2", [open[0], open[2]], hasMore: true);
        await ExpectListAsync(scene, $"{archived}/public?before={Uri.EscapeDataString(times[4])}", [open[2], open[1]]);
        await ExpectListAsync(scene, $"{archived}/private", [hidden[0], hidden[2], hidden[1]]);
        string joined = $"{channel}/users/@me/threads/archived/private";
        await ExpectListAsync(scene, joined, [hidden[2], hidden[1], hidden[0]]);
        await ExpectListAsync(scene, $"{joined}?before={hidden[2]}", [hidden[1], hidden[0]]);

        await StartAsync(scene, ChannelKind.Thread);
        await using var late = await RawClient.ConnectAsync(scene.Gateway);
        await late.ExpectAsync(Opcode.Hello);
        await late.StartNewSessionAsync(scene.Gateway.Token, GatewayIntents.Guilds);
        await late.ExpectAsync("READY");
        var listed = (await late.ExpectAsync("GUILD_CREATE")).Data.GetProperty("threads");
        Assert.Equal(["a thread", "talk"], listed.Each("name"));
        Assert.False(listed[0].TryGetProperty("member", out _));
        Assert.Equal(["join_timestamp", "flags"], listed[1].GetProperty("member").EnumerateObject().Select(field => field.Name));
    }

    /// <summary>A new thread of the bot in the first channel, whose events are read.</summary>
    internal static async Task<string> StartAsync(RestScene scene, ChannelKind kind)
    {
        var thread = await scene.Rest.SendAsync(
            "POST", $"/channels/{scene.Guild.TextChannels[0].Id}/threads", $$"""{"name":"talk","type":{{(int)kind}}}""");
        await scene.ExpectAsync("THREAD_CREATE");
        await scene.ExpectAsync("THREAD_MEMBERS_UPDATE");
        return thread.At("id")!;
    }

    private static async Task<JsonElement> PatchAsync(RestScene scene, string path, string body)
    {
        var changed = await scene.Rest.SendAsync("PATCH", path, body);
        var update = await scene.ExpectAsync("THREAD_UPDATE");
        Assert.Equal((changed.At("name"), changed.At("flags"), changed.At("thread_metadata")), (
            update.At("name"), update.At("flags"), update.At("thread_metadata")));
        return changed;
    }

    private static async Task ExpectListAsync(RestScene scene, string path, IEnumerable<string> ids, bool hasMore = false)
    {
        var list = await scene.Rest.SendAsync("GET", path);
        Assert.Equal(ids, list.GetProperty("threads").Each("id"));
        Assert.Equal(ids, list.GetProperty("members").Each("id"));
        Assert.Equal(hasMore, list.GetProperty("has_more").GetBoolean());
    }
}
