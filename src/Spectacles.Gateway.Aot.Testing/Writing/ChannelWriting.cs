using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Channels, threads and roles with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/resources/channel#channel-object</remarks>
internal static class ChannelWriting
{
    /// <param name="writer">The writer.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="withGuild">Whether the guild's id is written: Discord omits it inside GUILD_CREATE.</param>
    public static void WriteChannel(this Utf8JsonWriter writer, SimulatedChannel channel, bool withGuild)
    {
        writer.WriteStartObject();
        writer.WriteId("id", channel.Id);
        writer.WriteNumber("type", (int)channel.Kind);
        writer.WriteNumber("flags", 0);
        writer.WriteNull("last_message_id");
        if (channel.Kind == ChannelKind.DirectMessage)
        {
            WriteRecipient(writer, channel);
        }
        else
        {
            WriteGuildFields(writer, channel, withGuild);
        }

        writer.WriteEndObject();
    }

    public static void WriteRole(this Utf8JsonWriter writer, SimulatedRole role)
    {
        writer.WriteStartObject();
        writer.WriteId("id", role.Id);
        writer.WriteString("name", role.Name);
        writer.WriteNulls("description", "icon", "unicode_emoji");
        writer.WriteNumber("color", role.Color);
        writer.WriteStartObject("colors");
        writer.WriteNumber("primary_color", role.Color);
        writer.WriteNulls("secondary_color", "tertiary_color");
        writer.WriteEndObject();
        writer.WriteBoolean("hoist", false);
        writer.WriteNumber("position", role.Position);
        writer.WriteString("permissions", Permissions.Member);
        writer.WriteBoolean("managed", false);
        writer.WriteBoolean("mentionable", false);
        writer.WriteNumber("flags", 0);
        writer.WriteEndObject();
    }

    private static void WriteRecipient(Utf8JsonWriter writer, SimulatedChannel channel)
    {
        writer.WriteStartArray("recipients");
        if (channel.Recipient is { } person)
        {
            writer.WriteUser(person);
        }

        writer.WriteEndArray();
        writer.WriteNull("last_pin_timestamp");
    }

    private static void WriteGuildFields(Utf8JsonWriter writer, SimulatedChannel channel, bool withGuild)
    {
        if (withGuild)
        {
            writer.WriteId("guild_id", channel.GuildId);
        }

        writer.WriteString("name", channel.Name);
        writer.WriteId("parent_id", channel.Parent);
        writer.WriteNumber("rate_limit_per_user", 0);
        if (channel.Kind == ChannelKind.Thread)
        {
            WriteThreadFields(writer, channel, withGuild);
            return;
        }

        writer.WriteNumber("position", channel.Position);
        writer.WriteEmptyArrays("permission_overwrites");
        writer.WriteBoolean("nsfw", false);
        writer.WriteNulls("topic", "icon_emoji", "theme_color");
        writer.WriteNumber("version", 1);
        if (channel.Kind == ChannelKind.Text)
        {
            writer.WriteNull("last_pin_timestamp");
        }

        if (channel.Kind != ChannelKind.Voice)
        {
            return;
        }

        writer.WriteNumber("bitrate", 64_000);
        writer.WriteNumber("user_limit", 0);
        writer.WriteNumber("video_quality_mode", 1);
        writer.WriteNull("rtc_region");
    }

    private static void WriteThreadFields(Utf8JsonWriter writer, SimulatedChannel thread, bool withGuild)
    {
        if (!withGuild)
        {
            writer.WriteId("guild_id", thread.GuildId);
        }

        writer.WriteId("owner_id", thread.Id);
        writer.WriteNumber("message_count", 0);
        writer.WriteNumber("member_count", 1);
        writer.WriteNumber("total_message_sent", 0);
        writer.WriteStartObject("thread_metadata");
        writer.WriteBoolean("archived", false);
        writer.WriteTime("archive_timestamp", thread.Id.CreatedAt);
        writer.WriteTime("create_timestamp", thread.Id.CreatedAt);
        writer.WriteNumber("auto_archive_duration", 4320);
        writer.WriteBoolean("locked", false);
        writer.WriteEndObject();
    }
}
