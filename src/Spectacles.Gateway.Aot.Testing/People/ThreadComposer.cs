using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Starts and changes threads, and dispatches that.</summary>
/// <remarks>https://discord.com/developers/docs/topics/threads</remarks>
internal sealed class ThreadComposer(GatewayState state)
{
    /// <summary>The flag of a thread that is pinned in its forum.</summary>
    private const long Pinned = 1 << 1;

    /// <summary>Adds a thread that was just started (THREAD_CREATE, THREAD_MEMBERS_UPDATE).</summary>
    public void Start(SimulatedGuild guild, SimulatedChannel channel)
    {
        state.World.AddChannel(guild, channel);
        state.Dispatch("THREAD_CREATE", Json.Write(channel, static (writer, channel) =>
        {
            writer.WriteStartObject();
            writer.WriteChannelFields(channel, withGuild: true, withMember: false);
            writer.WriteBoolean("newly_created", true);
            writer.WriteEndObject();
        }));
        foreach (var member in channel.Thread!.Members)
        {
            DispatchMember(guild, channel, member.User, member);
        }
    }

    /// <summary>
    /// Adds a user to a thread (THREAD_MEMBERS_UPDATE; for the bot THREAD_CREATE, too). Nothing is dispatched when the user is a member
    /// already.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/threads#thread-access</remarks>
    public void Join(SimulatedGuild guild, Snowflake threadId, SimulatedUser user)
    {
        var added = new ThreadMember(user, state.Rules.Time.GetUtcNow());
        var change = guild.ChangeChannel(threadId, channel =>
            channel.Thread is { } thread && thread.FindMember(user.Id) is null
                ? channel with { Thread = thread with { Members = [.. thread.Members, added] } }
                : channel);
        if (change is not var (before, after) || before == after)
        {
            return;
        }

        if (user.IsBot)
        {
            state.Dispatch("THREAD_CREATE", Json.Write(
                after, static (writer, channel) => writer.WriteChannel(channel, withGuild: true, withMember: true)));
        }

        DispatchMember(guild, after, user, added);
    }

    /// <summary>Removes a user from a thread (THREAD_MEMBERS_UPDATE).</summary>
    /// <returns>Whether the user was a member of the thread.</returns>
    public bool Leave(SimulatedGuild guild, Snowflake threadId, SimulatedUser user)
    {
        var change = guild.ChangeChannel(threadId, channel =>
            channel.Thread is { } thread && thread.FindMember(user.Id) is { } member
                ? channel with { Thread = thread with { Members = [.. thread.Members.Where(other => other != member)] } }
                : channel);
        if (change is not var (before, after) || before == after)
        {
            return false;
        }

        DispatchMember(guild, after, user, added: null);
        return true;
    }

    /// <summary>Changes a thread (THREAD_UPDATE; for a thread of the bot that is unarchived THREAD_MEMBER_UPDATE, too).</summary>
    /// <remarks>https://discord.com/developers/docs/topics/threads#unarchiving-a-thread</remarks>
    /// <returns>The changed thread; null when there is none.</returns>
    public SimulatedChannel? Change(SimulatedGuild guild, Snowflake threadId, Func<SimulatedChannel, SimulatedChannel> change)
    {
        var now = state.Rules.Time.GetUtcNow();
        if (guild.ChangeChannel(threadId, channel => Settle(channel, change(channel), now)) is not var (before, after))
        {
            return null;
        }

        state.Dispatch("THREAD_UPDATE", Json.Write(after, static (writer, channel) => writer.WriteChannel(channel, withGuild: true)));
        if (before.Thread!.IsArchived && !after.Thread!.IsArchived && after.Thread.FindMember(state.World.Bot.Id) is { } own)
        {
            state.Dispatch("THREAD_MEMBER_UPDATE", Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteThreadMemberFields(own, threadId);
                writer.WriteId("guild_id", guild.Id);
                writer.WriteEndObject();
            }));
        }

        state.Messages.Update(threadId, source => source.Thread is null ? source : source with { Thread = after });

        return after;
    }

    /// <summary>Removes a thread (THREAD_DELETE).</summary>
    public void Delete(SimulatedGuild guild, SimulatedChannel thread)
    {
        state.World.RemoveChannel(guild, thread.Id);
        state.Messages.Update(thread.Id, source => source.Thread is null
            ? source
            : source with { Thread = null, Flags = source.Flags & ~MessageFlags.HasThread });

        state.Dispatch("THREAD_DELETE", Json.Write(thread, static (writer, thread) =>
        {
            writer.WriteStartObject();
            writer.WriteId("id", thread.Id);
            writer.WriteId("guild_id", thread.GuildId);
            writer.WriteId("parent_id", thread.Parent);
            writer.WriteNumber("type", (int)thread.Kind);
            writer.WriteEndObject();
        }));
    }

    /// <summary>
    /// What a message that is about to be sent changes in its thread: it is counted, adds its author, and unarchives the thread unless
    /// that is locked.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#channel-object-example-thread-channel</remarks>
    public void Follow(SimulatedMessage message)
    {
        if (message.Channel.GuildId is not { } guildId
            || state.World.FindGuild(guildId) is not { } guild
            || state.World.FindChannel(message.Channel.Id) is not { Thread: { } thread } channel)
        {
            return;
        }

        if (message.Id != channel.Id)
        {
            thread.Counts.Sent();
        }

        lock (guild.Changes)
        {
            if (thread is { IsArchived: true, IsLocked: false })
            {
                Change(guild, channel.Id, static channel => channel with { Thread = channel.Thread! with { IsArchived = false } });
            }

            // The author of a webhook's message is no member.
            if (guild.FindMember(message.Author.Id) is not null)
            {
                Join(guild, channel.Id, message.Author);
            }
        }
    }

    /// <summary>Counts a message that was deleted. The first message of a forum's thread never counts.</summary>
    public static void Forget(SimulatedMessage message)
    {
        if (message.Channel.Thread is { } thread && message.Id != message.Channel.Id)
        {
            thread.Counts.Deleted();
        }
    }

    /// <summary>What follows from a change: the time of archiving, and that an archived thread is not pinned.</summary>
    private static SimulatedChannel Settle(SimulatedChannel before, SimulatedChannel after, DateTimeOffset now)
    {
        var (old, thread) = (before.Thread!, after.Thread!);
        if (old.IsArchived == thread.IsArchived && old.AutoArchiveMinutes == thread.AutoArchiveMinutes)
        {
            return after;
        }

        long flags = after.Settings.Number("flags");
        return after with
        {
            Thread = thread with { ArchiveChangedAt = now },
            Settings = thread.IsArchived && (flags & Pinned) != 0
                ? after.Settings.With("flags", Json.Write(writer => writer.WriteNumberValue(flags & ~Pinned)))
                : after.Settings,
        };
    }

    private void DispatchMember(SimulatedGuild guild, SimulatedChannel channel, SimulatedUser user, ThreadMember? added) =>
        state.Dispatch("THREAD_MEMBERS_UPDATE", Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("id", channel.Id);
            writer.WriteId("guild_id", guild.Id);
            writer.WriteMemberCount(channel.Thread!);
            writer.WriteStartArray(added is null ? "removed_member_ids" : "added_members");
            if (added is null)
            {
                writer.WriteIdValue(user.Id);
            }
            else
            {
                WriteAdded(writer, guild, channel.Id, added);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }));

    private static void WriteAdded(Utf8JsonWriter writer, SimulatedGuild guild, Snowflake threadId, ThreadMember added)
    {
        writer.WriteStartObject();
        writer.WriteThreadMemberFields(added, threadId);
        if (guild.FindMember(added.User.Id) is { } member)
        {
            writer.WritePropertyName("member");
            writer.WriteMember(member, withUser: true);
        }

        writer.WriteNull("presence");
        writer.WriteEndObject();
    }
}
