using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Threads and their members with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/topics/threads</remarks>
internal static class ThreadWriting
{
    /// <summary>The number at which Discord stops counting the members of a thread.</summary>
    private const int MostMembers = 50;

    /// <summary>The fields that other channels do not have.</summary>
    public static void WriteThreadFields(
        this Utf8JsonWriter writer, SimulatedChannel channel, SimulatedThread thread, bool withMember, bool withIds)
    {
        writer.WriteId("owner_id", thread.Owner.Id);
        writer.WriteNumber("message_count", thread.Counts.Messages);
        writer.WriteMemberCount(thread);
        writer.WriteNumber("total_message_sent", thread.Counts.TotalSent);
        channel.Settings.WriteIfSet(writer, "applied_tags");
        writer.WriteTime("last_pin_timestamp", channel.Activity.LastPin);
        writer.WriteStartObject("thread_metadata");
        writer.WriteBoolean("archived", thread.IsArchived);
        writer.WriteTime("archive_timestamp", thread.ArchiveChangedAt);
        writer.WriteTime("create_timestamp", thread.StartedAt);
        writer.WriteNumber("auto_archive_duration", thread.AutoArchiveMinutes);
        writer.WriteBoolean("locked", thread.IsLocked);
        if (channel.Kind == ChannelKind.PrivateThread)
        {
            writer.WriteBoolean("invitable", thread.IsInvitable);
        }

        writer.WriteEndObject();
        if (withMember && thread.Members.FirstOrDefault(member => member.User.IsBot) is { } own)
        {
            writer.WriteStartObject("member");
            writer.WriteThreadMemberFields(own, withIds ? channel.Id : null);
            writer.WriteEndObject();
        }
    }

    public static void WriteMemberCount(this Utf8JsonWriter writer, SimulatedThread thread) =>
        writer.WriteNumber("member_count", Math.Min(thread.Members.Count, MostMembers));

    /// <param name="writer">The writer.</param>
    /// <param name="member">The member of the thread.</param>
    /// <param name="threadId">The thread; null to omit both ids, as inside GUILD_CREATE.</param>
    public static void WriteThreadMemberFields(this Utf8JsonWriter writer, ThreadMember member, Snowflake? threadId)
    {
        if (threadId is { } id)
        {
            writer.WriteId("id", id);
            writer.WriteId("user_id", member.User.Id);
        }

        writer.WriteTime("join_timestamp", member.JoinedAt);
        writer.WriteNumber("flags", 0);
    }

    /// <summary>The response of the routes that list threads.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#list-public-archived-threads-response-body</remarks>
    public static void WriteThreadList(this Utf8JsonWriter writer, IReadOnlyList<SimulatedChannel> threads, bool hasMore)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("threads");
        foreach (var thread in threads)
        {
            writer.WriteChannel(thread, withGuild: true);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("members");
        foreach (var channel in threads)
        {
            if (channel.Thread!.Members.FirstOrDefault(member => member.User.IsBot) is { } own)
            {
                writer.WriteStartObject();
                writer.WriteThreadMemberFields(own, channel.Id);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        writer.WriteBoolean("has_more", hasMore);
        writer.WriteEndObject();
    }
}
