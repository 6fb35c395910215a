using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Channels, threads and roles with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/resources/channel#channel-object</remarks>
internal static class ChannelWriting
{
    private static readonly byte[] DefaultPermissions = Encoding.UTF8.GetBytes($"\"{Permissions.Member}\"");

    /// <param name="writer">The writer.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="withGuild">Whether the guild's id is written: Discord omits it inside GUILD_CREATE.</param>
    public static void WriteChannel(this Utf8JsonWriter writer, SimulatedChannel channel, bool withGuild)
    {
        writer.WriteStartObject();
        writer.WriteId("id", channel.Id);
        writer.WriteNumber("type", (int)channel.Kind);
        channel.Settings.Write(writer, "flags", "0"u8);
        channel.Settings.Write(writer, "last_message_id", "null"u8);
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
        writer.WriteNull("description");
        role.Settings.Write(writer, "icon", "null"u8);
        role.Settings.Write(writer, "unicode_emoji", "null"u8);
        writer.WriteNumber("color", role.Color);
        writer.WriteStartObject("colors");
        writer.WriteNumber("primary_color", role.Color);
        role.Settings.Write(writer, "secondary_color", "null"u8);
        role.Settings.Write(writer, "tertiary_color", "null"u8);
        writer.WriteEndObject();
        role.Settings.Write(writer, "hoist", "false"u8);
        writer.WriteNumber("position", role.Position);
        role.Settings.Write(writer, "permissions", DefaultPermissions);
        writer.WriteBoolean("managed", false);
        role.Settings.Write(writer, "mentionable", "false"u8);
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
        channel.Settings.Write(writer, "last_pin_timestamp", "null"u8);
    }

    private static void WriteGuildFields(Utf8JsonWriter writer, SimulatedChannel channel, bool withGuild)
    {
        if (withGuild)
        {
            writer.WriteId("guild_id", channel.GuildId);
        }

        writer.WriteString("name", channel.Name);
        writer.WriteId("parent_id", channel.Parent);
        channel.Settings.Write(writer, "rate_limit_per_user", "0"u8);
        if (channel.Kind == ChannelKind.Thread)
        {
            WriteThreadFields(writer, channel, withGuild);
            return;
        }

        writer.WriteNumber("position", channel.Position);
        channel.Settings.Write(writer, "permission_overwrites", "[]"u8);
        channel.Settings.Write(writer, "nsfw", "false"u8);
        channel.Settings.Write(writer, "topic", "null"u8);
        writer.WriteNulls("icon_emoji", "theme_color");
        writer.WriteNumber("version", 1);
        if (channel.Kind == ChannelKind.Text)
        {
            channel.Settings.Write(writer, "last_pin_timestamp", "null"u8);
        }

        if (channel.Kind != ChannelKind.Voice)
        {
            return;
        }

        channel.Settings.Write(writer, "bitrate", "64000"u8);
        channel.Settings.Write(writer, "user_limit", "0"u8);
        channel.Settings.Write(writer, "video_quality_mode", "1"u8);
        channel.Settings.Write(writer, "rtc_region", "null"u8);
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
