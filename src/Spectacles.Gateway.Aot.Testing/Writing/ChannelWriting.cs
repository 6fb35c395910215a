using System.Globalization;
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
    /// <param name="withMember">Whether a thread that the bot has joined is written with its thread member.</param>
    public static void WriteChannel(this Utf8JsonWriter writer, SimulatedChannel channel, bool withGuild, bool withMember = false)
    {
        writer.WriteStartObject();
        writer.WriteChannelFields(channel, withGuild, withMember);
        writer.WriteEndObject();
    }

    /// <inheritdoc cref="WriteChannel"/>
    public static void WriteChannelFields(this Utf8JsonWriter writer, SimulatedChannel channel, bool withGuild, bool withMember)
    {
        writer.WriteId("id", channel.Id);
        writer.WriteNumber("type", (int)channel.Kind);
        channel.Settings.Write(writer, "flags", "0"u8);
        writer.WriteId("last_message_id", channel.Activity.LastMessage);
        if (channel.Kind == ChannelKind.DirectMessage)
        {
            WriteRecipient(writer, channel);
            return;
        }

        if (withGuild || channel.Thread is not null)
        {
            writer.WriteId("guild_id", channel.GuildId);
        }

        writer.WriteString("name", channel.Name);
        writer.WriteId("parent_id", channel.Parent);
        channel.Settings.Write(writer, "rate_limit_per_user", "0"u8);
        if (channel.Thread is { } thread)
        {
            writer.WriteThreadFields(channel, thread, withMember, withIds: withGuild);
        }
        else
        {
            WriteGuildFields(writer, channel);
        }
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
        writer.WriteTime("last_pin_timestamp", channel.Activity.LastPin);
    }

    private static void WriteGuildFields(Utf8JsonWriter writer, SimulatedChannel channel)
    {
        writer.WriteNumber("position", channel.Position);
        WriteOverwrites(writer, channel.Overwrites);
        channel.Settings.Write(writer, "nsfw", "false"u8);
        channel.Settings.Write(writer, "topic", "null"u8);
        writer.WriteNulls("icon_emoji", "theme_color");
        writer.WriteNumber("version", 1);
        if (channel.Kind is ChannelKind.Text or ChannelKind.Announcement)
        {
            writer.WriteTime("last_pin_timestamp", channel.Activity.LastPin);
        }

        if (channel.HasVoice)
        {
            channel.Settings.Write(writer, "bitrate", "64000"u8);
            channel.Settings.Write(writer, "user_limit", "0"u8);
            channel.Settings.Write(writer, "video_quality_mode", "1"u8);
            channel.Settings.Write(writer, "rtc_region", "null"u8);
        }
        else if (channel.Kind != ChannelKind.Category)
        {
            channel.Settings.WriteIfSet(writer, "default_auto_archive_duration");
            channel.Settings.WriteIfSet(writer, "default_thread_rate_limit_per_user");
        }

        if (channel.HasOnlyThreads)
        {
            channel.Settings.Write(writer, "available_tags", "[]"u8);
            channel.Settings.Write(writer, "default_reaction_emoji", "null"u8);
            channel.Settings.Write(writer, "default_sort_order", "null"u8);
            channel.Settings.Write(writer, "default_forum_layout", "0"u8);
            channel.Settings.WriteIfSet(writer, "default_tag_setting");
        }
    }

    private static void WriteOverwrites(Utf8JsonWriter writer, IReadOnlyList<PermissionOverwrite> overwrites)
    {
        writer.WriteStartArray("permission_overwrites");
        foreach (var overwrite in overwrites)
        {
            writer.WriteStartObject();
            writer.WriteId("id", overwrite.Id);
            writer.WriteNumber("type", overwrite.IsMember ? 1 : 0);
            writer.WriteString("allow", overwrite.Allow.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("deny", overwrite.Deny.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
