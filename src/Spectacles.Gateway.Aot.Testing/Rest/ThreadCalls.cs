using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that start, change and list threads.</summary>
/// <remarks>https://discord.com/developers/docs/topics/threads</remarks>
internal static class ThreadCalls
{
    private const int DefaultPage = 50;
    private const long RequiresTag = 1 << 4;

    public static void Map(RestRoutes routes)
    {
        routes.Map("POST", "/channels/{channel_id}/messages/{message_id}/threads", ChannelRoute.InGuild(StartFromMessage));
        routes.Map("POST", "/channels/{channel_id}/threads", ChannelRoute.InGuild(Start));
        routes.Map("GET", "/guilds/{guild_id}/threads/active", GuildHandler.Change(ListActive));
        routes.Map("GET", "/channels/{channel_id}/threads/archived/public", ChannelRoute.InGuild(static (call, guild, channel) =>
            ListArchived(call, guild, channel, static thread => thread.Kind != ChannelKind.PrivateThread)));
        routes.Map("GET", "/channels/{channel_id}/threads/archived/private", ChannelRoute.InGuild(static (call, guild, channel) =>
            ListArchived(call, guild, channel, static thread => thread.Kind == ChannelKind.PrivateThread)));
        routes.Map("GET", "/channels/{channel_id}/users/@me/threads/archived/private", ChannelRoute.InGuild(ListJoined));
    }

    public static RestAnswer Archived => RestAnswer.Error(400, 50083, "Thread is archived");

    private static RestAnswer UnknownTag => RestAnswer.Error(404, 10087, "Unknown Tag");

    /// <remarks>https://discord.com/developers/docs/resources/channel#modify-channel-json-params-thread</remarks>
    public static RestAnswer Modify(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        var body = call.Body;
        var errors = new FormCheck(ApiDocument.V10).Check("UpdateThreadRequestPartial", body);
        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        if (channel.Thread!.IsArchived && body.Flag("archived") != false)
        {
            return Archived;
        }

        if (!HasTags(guild.Channels.FirstOrDefault(parent => parent.Id == channel.Parent), body))
        {
            return UnknownTag;
        }

        var changed = call.Threads.Change(guild, channel.Id, channel => channel with
        {
            Name = body.Text("name") is { Length: > 0 } name ? name : channel.Name,
            Thread = Apply(channel.Thread!, body),
            Settings = WithTags(channel.Settings.WithScalars(body, "rate_limit_per_user", "flags"), body),
        });
        return changed is null ? NotFound.Channel : ChannelCalls.Show(changed);
    }

    private static SimulatedThread Apply(SimulatedThread thread, JsonElement body) => thread with
    {
        IsArchived = body.Flag("archived") ?? thread.IsArchived,
        IsLocked = body.Flag("locked") ?? thread.IsLocked,
        IsInvitable = body.Flag("invitable") ?? thread.IsInvitable,
        AutoArchiveMinutes = (int)(body.Integer("auto_archive_duration") ?? thread.AutoArchiveMinutes),
    };

    /// <summary>The thread has the id of the message, so that a message has at most one.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#start-thread-from-message</remarks>
    private static RestAnswer StartFromMessage(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        ChannelKind? kind = channel.Kind switch
        {
            ChannelKind.Text => ChannelKind.Thread,
            ChannelKind.Announcement => ChannelKind.AnnouncementThread,
            _ => null,
        };
        if (kind is not { } created)
        {
            return ChannelRoute.WrongKind;
        }

        if (call.Id("message_id") is not { } id || call.State.Messages.Find(id) is not { } message || message.Channel.Id != channel.Id)
        {
            return RestAnswer.Error(404, 10008, "Unknown Message");
        }

        if (call.World.FindChannel(id) is not null)
        {
            return RestAnswer.Error(400, 160004, "A thread has already been created for this message");
        }

        var thread = Compose(call, channel, id, created);
        call.Threads.Start(guild, thread);
        call.Messages.DispatchEdit(
            message.Id, message => message with { Thread = thread, Flags = message.Flags | MessageFlags.HasThread });
        return new RestAnswer(201, ChannelCalls.Show(thread).Body);
    }

    private static RestAnswer Start(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        if (channel.HasOnlyThreads)
        {
            return StartInForum(call, guild, channel);
        }

        ChannelKind[] allowed = channel.Kind switch
        {
            ChannelKind.Text => [ChannelKind.Thread, ChannelKind.PrivateThread],
            ChannelKind.Announcement => [ChannelKind.AnnouncementThread],
            _ => [],
        };
        return allowed.Length == 0 ? ChannelRoute.WrongKind : StartWithoutMessage(call, guild, channel, allowed);
    }

    /// <summary>Without a type, the thread is private.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#start-thread-without-message</remarks>
    private static RestAnswer StartWithoutMessage(
        RestRequest call, SimulatedGuild guild, SimulatedChannel channel, ChannelKind[] allowed)
    {
        var errors = new FormCheck(ApiDocument.V10).Check("CreateTextThreadWithoutMessageRequest", call.Body);
        var kind = (ChannelKind)(call.Body.Integer("type") ?? (long)ChannelKind.PrivateThread);
        if (errors.Count == 0 && !allowed.Contains(kind))
        {
            errors["type"].Add("BASE_TYPE_CHOICES", $"Value must be one of ({string.Join(", ", allowed.Select(one => (int)one))}).");
        }

        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        var thread = Compose(call, channel, call.World.Ids.Now(), kind);
        call.Threads.Start(guild, thread);
        return new RestAnswer(201, ChannelCalls.Show(thread).Body);
    }

    /// <summary>The first message of the thread has the id of the thread.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#start-thread-in-forum-or-media-channel</remarks>
    private static RestAnswer StartInForum(RestRequest call, SimulatedGuild guild, SimulatedChannel channel)
    {
        var errors = new FormCheck(ApiDocument.V10).Check("CreateForumThreadRequest", call.Body);
        if (errors.Count > 0)
        {
            return RestAnswer.InvalidForm(errors);
        }

        var sent = MessageBody.Read(call.Body.Field("message"), call.Files);
        if (MessageCheck.Refuse(sent) is { } refusal)
        {
            return refusal;
        }

        if ((channel.Settings.Number("flags") & RequiresTag) != 0 && !call.Body.Elements("applied_tags").Any())
        {
            return RestAnswer.Error(400, 40067, "A tag is required to create a forum post in this channel");
        }

        if (!HasTags(channel, call.Body))
        {
            return UnknownTag;
        }

        var thread = Compose(call, channel, call.World.Ids.Now(), ChannelKind.Thread);
        thread = thread with { Settings = WithTags(thread.Settings, call.Body) };
        channel.Activity.Sent(thread.Id);
        call.Threads.Start(guild, thread);
        var message = sent.Complete(call, call.Messages.Compose(thread, call.World.Bot, "") with { Id = thread.Id });
        message = message with { Flags = message.Flags & ~MessageFlags.Ephemeral };
        call.Messages.Dispatch(message);
        call.State.Journal.Replied(new Reply(thread.Id, null, message.Content, call.Text) { MessageId = message.Id });
        return new RestAnswer(201, Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteChannelFields(thread, withGuild: true, withMember: true);
            writer.WritePropertyName("message");
            writer.WriteMessage(message, asEvent: false);
            writer.WriteEndObject();
        }));
    }

    /// <summary>A new thread, which the bot has joined.</summary>
    private static SimulatedChannel Compose(RestRequest call, SimulatedChannel parent, Snowflake id, ChannelKind kind)
    {
        var (body, bot, now) = (call.Body, call.World.Bot, call.State.Rules.Time.GetUtcNow());
        var settings = parent.Settings["default_thread_rate_limit_per_user"] is { IsEmpty: false } copied
            ? SettingMap.Empty.With("rate_limit_per_user", copied)
            : SettingMap.Empty;
        return new SimulatedChannel(id, body.Text("name")!, kind, parent.Id, 0, parent.GuildId)
        {
            Settings = body.Integer("rate_limit_per_user") is null ? settings : settings.WithScalars(body, "rate_limit_per_user"),
            Thread = Apply(new SimulatedThread(bot, now) { Members = [new ThreadMember(bot, now)] }, body),
        };
    }

    /// <summary>Whether all tags in the body are tags of the forum.</summary>
    private static bool HasTags(SimulatedChannel? forum, JsonElement body)
    {
        HashSet<ulong> known = [];
        foreach (var tag in new JsonSlice((forum?.Settings ?? SettingMap.Empty)["available_tags"]))
        {
            if (tag["id"u8].TryGetSnowflake(out ulong id))
            {
                known.Add(id);
            }
        }

        return body.Elements("applied_tags").All(tag => tag.AsId() is { } id && known.Contains(id.Value));
    }

    private static SettingMap WithTags(SettingMap settings, JsonElement body) => !body.Has("applied_tags")
        ? settings
        : settings.With("applied_tags", Json.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var tag in body.Elements("applied_tags"))
            {
                writer.WriteIdValue(tag.AsId()!.Value);
            }

            writer.WriteEndArray();
        }));

    /// <remarks>https://discord.com/developers/docs/resources/guild#list-active-guild-threads</remarks>
    private static RestAnswer ListActive(RestRequest call, SimulatedGuild guild)
    {
        SimulatedChannel[] active =
        [
            .. guild.Channels.Where(channel => channel.Thread is { IsArchived: false }).OrderByDescending(channel => channel.Id.Value),
        ];
        return RestAnswer.Ok(writer => writer.WriteThreadList(active, hasMore: false));
    }

    /// <summary>The threads that were archived last come first.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#list-public-archived-threads</remarks>
    private static RestAnswer ListArchived(
        RestRequest call, SimulatedGuild guild, SimulatedChannel channel, Func<SimulatedChannel, bool> isWanted)
    {
        DateTimeOffset? before = DateTimeOffset.TryParse(
            call.Query("before"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        return Page(call, ArchivedBelow(guild, channel)
            .Where(thread => isWanted(thread) && !(thread.Thread!.ArchiveChangedAt >= before))
            .OrderByDescending(thread => thread.Thread!.ArchiveChangedAt));
    }

    /// <remarks>https://discord.com/developers/docs/resources/channel#list-joined-private-archived-threads</remarks>
    private static RestAnswer ListJoined(RestRequest call, SimulatedGuild guild, SimulatedChannel channel) =>
        Page(call, ArchivedBelow(guild, channel)
            .Where(thread => thread.Kind == ChannelKind.PrivateThread
                && thread.Thread!.FindMember(call.World.Bot.Id) is not null
                && !(thread.Id.Value >= call.QueryId("before")?.Value))
            .OrderByDescending(thread => thread.Id.Value));

    private static IEnumerable<SimulatedChannel> ArchivedBelow(SimulatedGuild guild, SimulatedChannel channel) =>
        guild.Channels.Where(thread => thread.Parent == channel.Id && thread.Thread is { IsArchived: true });

    private static RestAnswer Page(RestRequest call, IEnumerable<SimulatedChannel> threads)
    {
        int limit = call.QueryNumber("limit", DefaultPage);
        SimulatedChannel[] all = [.. threads];
        return RestAnswer.Ok(writer => writer.WriteThreadList([.. all.Take(limit)], hasMore: all.Length > limit));
    }
}
