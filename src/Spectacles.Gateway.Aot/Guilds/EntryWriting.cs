using System.Collections.Immutable;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Writes entries with the fields of GUILD_CREATE, so that <see cref="EntryReading"/> reads them, too.</summary>
internal static class EntryWriting
{
    public static void Write(Utf8JsonWriter writer, GuildEntry guild)
    {
        writer.WriteStartObject();
        WriteId(writer, "id"u8, guild.Id);
        if (guild is { Name: { } name, OwnerId: { } owner, JoinedAt: { } joined })
        {
            writer.WriteString("name"u8, name);
            WriteId(writer, "owner_id"u8, owner);
            writer.WriteNumber("member_count"u8, guild.MemberCount);
            writer.WriteString("joined_at"u8, joined);
        }

        writer.WriteBoolean("unavailable"u8, !guild.IsAvailable);
        WriteList(writer, "roles"u8, guild.Roles, Write);
        WriteList(writer, "channels"u8, guild.Channels, Write);
        WriteList(writer, "voice_states"u8, guild.VoiceStates, Write);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RoleEntry role)
    {
        WriteId(writer, "id"u8, role.Id);
        writer.WriteString("name"u8, role.Name);
        WriteId(writer, "permissions"u8, (ulong)role.Permissions);
        writer.WriteNumber("position"u8, role.Position);
        writer.WriteNumber("color"u8, role.Color);
    }

    private static void Write(Utf8JsonWriter writer, ChannelEntry channel)
    {
        WriteId(writer, "id"u8, channel.Id);
        writer.WriteString("name"u8, channel.Name);
        writer.WriteNumber("type"u8, (int)channel.Type);
        writer.WriteNumber("position"u8, channel.Position);
        if (channel.ParentId is { } parent)
        {
            WriteId(writer, "parent_id"u8, parent);
        }

        WriteList(writer, "permission_overwrites"u8, channel.Overwrites, Write);
    }

    private static void Write(Utf8JsonWriter writer, OverwriteEntry overwrite)
    {
        WriteId(writer, "id"u8, overwrite.Id);
        writer.WriteNumber("type"u8, (int)overwrite.Type);
        WriteId(writer, "allow"u8, (ulong)overwrite.Allow);
        WriteId(writer, "deny"u8, (ulong)overwrite.Deny);
    }

    private static void Write(Utf8JsonWriter writer, VoiceEntry voice)
    {
        WriteId(writer, "user_id"u8, voice.UserId);
        WriteId(writer, "channel_id"u8, voice.ChannelId);
        WriteFlag(writer, "deaf"u8, voice.Flags, VoiceFlags.Deaf);
        WriteFlag(writer, "mute"u8, voice.Flags, VoiceFlags.Mute);
        WriteFlag(writer, "self_deaf"u8, voice.Flags, VoiceFlags.SelfDeaf);
        WriteFlag(writer, "self_mute"u8, voice.Flags, VoiceFlags.SelfMute);
        WriteFlag(writer, "self_stream"u8, voice.Flags, VoiceFlags.SelfStream);
        WriteFlag(writer, "self_video"u8, voice.Flags, VoiceFlags.SelfVideo);
        WriteFlag(writer, "suppress"u8, voice.Flags, VoiceFlags.Suppress);
    }

    private static void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, VoiceFlags flags, VoiceFlags flag)
    {
        if ((flags & flag) != 0)
        {
            writer.WriteBoolean(name, true);
        }
    }

    /// <summary>Writes a 64-bit number as Discord does: as a string.</summary>
    private static void WriteId(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ulong id)
    {
        Span<byte> digits = stackalloc byte[20];
        id.TryFormat(digits, out int length, default, null);
        writer.WriteString(name, digits[..length]);
    }

    /// <summary>Writes a list of objects; nothing if it is empty.</summary>
    private static void WriteList<T>(
        Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<T> list, Action<Utf8JsonWriter, T> write)
    {
        if (list.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var one in list)
        {
            writer.WriteStartObject();
            write(writer, one);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
