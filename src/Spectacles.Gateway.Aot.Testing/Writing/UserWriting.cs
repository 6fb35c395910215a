using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Users, members, presences and voice states with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/resources/user#user-object</remarks>
internal static class UserWriting
{
    public static void WriteUser(this Utf8JsonWriter writer, SimulatedUser user)
    {
        writer.WriteStartObject();
        writer.WriteUserFields(user);
        writer.WriteEndObject();
    }

    /// <summary>The bot's own user, for which Discord sends more fields.</summary>
    public static void WriteOwnUser(this Utf8JsonWriter writer, SimulatedUser user)
    {
        writer.WriteStartObject();
        writer.WriteUserFields(user);
        writer.WriteBoolean("verified", true);
        writer.WriteBoolean("mfa_enabled", true);
        writer.WriteNulls("email", "bio");
        writer.WriteString("locale", "en-US");
        writer.WriteNumber("premium_type", 0);
        writer.WriteEndObject();
    }

    public static void WriteUserFields(this Utf8JsonWriter writer, SimulatedUser user)
    {
        writer.WriteId("id", user.Id);
        writer.WriteString("username", user.Name);
        writer.WriteString("discriminator", user.IsBot ? "0001" : "0");
        writer.WriteString("global_name", user.GlobalName);
        user.Settings.Write(writer, "avatar", "null"u8);
        user.Settings.Write(writer, "banner", "null"u8);
        writer.WriteNulls("avatar_decoration_data", "accent_color", "collectibles", "display_name_styles", "primary_guild", "clan");
        writer.WriteBoolean("bot", user.IsBot);
        writer.WriteNumber("public_flags", 0);
        writer.WriteNumber("flags", 0);
    }

    public static void WriteMember(this Utf8JsonWriter writer, SimulatedMember member, bool withUser, string? permissions = null)
    {
        writer.WriteStartObject();
        writer.WriteMemberFields(member, withUser);
        if (permissions is not null)
        {
            writer.WriteString("permissions", permissions);
        }

        writer.WriteEndObject();
    }

    public static void WriteMemberFields(this Utf8JsonWriter writer, SimulatedMember member, bool withUser)
    {
        if (withUser)
        {
            writer.WritePropertyName("user");
            writer.WriteUser(member.User);
        }

        writer.WriteIds("roles", member.Roles);
        writer.WriteTime("joined_at", member.JoinedAt);
        writer.WriteNulls("premium_since", "avatar_decoration_data", "collectibles", "unusual_dm_activity_until");
        member.Settings.Write(writer, "avatar", "null"u8);
        member.Settings.Write(writer, "banner", "null"u8);
        member.Settings.Write(writer, "nick", "null"u8);
        member.Settings.Write(writer, "communication_disabled_until", "null"u8);
        member.Settings.Write(writer, "deaf", "false"u8);
        member.Settings.Write(writer, "mute", "false"u8);
        writer.WriteBoolean("pending", false);
        member.Settings.Write(writer, "flags", "0"u8);
    }

    public static void WritePresence(this Utf8JsonWriter writer, SimulatedMember member, SimulatedGuild? guild, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("user");
        writer.WriteId("id", member.User.Id);
        writer.WriteEndObject();
        if (guild is not null)
        {
            writer.WriteId("guild_id", guild.Id);
        }

        writer.WriteString("status", member.Status);
        writer.WriteNull("game");
        writer.WriteEmptyArrays("activities");
        writer.WriteStartObject("client_status");
        if (member.Status != "offline")
        {
            writer.WriteString("desktop", member.Status);
        }

        writer.WriteEndObject();
        writer.WriteNumber("processed_at_timestamp", now.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }

    public static void WriteVoiceState(this Utf8JsonWriter writer, SimulatedMember member, SimulatedGuild? guild)
    {
        writer.WriteStartObject();
        if (guild is not null)
        {
            writer.WriteId("guild_id", guild.Id);
        }

        writer.WriteId("channel_id", member.VoiceChannelId);
        writer.WriteId("user_id", member.User.Id);
        writer.WritePropertyName("member");
        writer.WriteMember(member, withUser: true);
        writer.WriteString("session_id", member.VoiceSessionId);
        member.Settings.Write(writer, "deaf", "false"u8);
        member.Settings.Write(writer, "mute", "false"u8);
        writer.WriteBoolean("self_deaf", member.IsSelfDeafened);
        writer.WriteBoolean("self_mute", member.IsSelfMuted);
        writer.WriteBoolean("self_stream", false);
        writer.WriteBoolean("self_video", false);
        writer.WriteBoolean("suppress", false);
        writer.WriteNull("request_to_speak_timestamp");
        writer.WriteEndObject();
    }
}
