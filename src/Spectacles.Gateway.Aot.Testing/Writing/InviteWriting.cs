using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Invites with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/resources/invite#invite-object</remarks>
internal static class InviteWriting
{
    /// <param name="writer">The writer.</param>
    /// <param name="invite">The invite.</param>
    /// <param name="guild">The guild of the invite.</param>
    /// <param name="inviter">The user who created the invite.</param>
    /// <param name="withMetadata">Whether the fields are written that only members with permission see.</param>
    /// <param name="withCounts">Whether the numbers of members are written.</param>
    public static void WriteInvite(
        this Utf8JsonWriter writer,
        SimulatedInvite invite,
        SimulatedGuild guild,
        SimulatedUser inviter,
        bool withMetadata = false,
        bool withCounts = false)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", 0);
        writer.WriteString("code", invite.Code);
        writer.WriteTime("expires_at", invite.ExpiresAt);
        writer.WriteNumber("flags", 0);
        writer.WritePropertyName("guild");
        WriteGuild(writer, guild);
        writer.WriteId("guild_id", guild.Id);
        writer.WriteStartObject("channel");
        writer.WriteId("id", invite.Channel.Id);
        writer.WriteNumber("type", (int)invite.Channel.Kind);
        writer.WriteString("name", invite.Channel.Name);
        writer.WriteEndObject();
        WritePeople(writer, invite, inviter);
        if (withMetadata)
        {
            WriteMetadata(writer, invite);
        }

        if (withCounts)
        {
            writer.WriteNumber("approximate_member_count", guild.Members.Count);
            writer.WriteNumber("approximate_presence_count", guild.Members.Count(member => member.Status != "offline"));
        }

        writer.WriteEndObject();
    }

    /// <summary>The data of INVITE_CREATE.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#invite-create</remarks>
    public static void WriteInviteCreated(this Utf8JsonWriter writer, SimulatedInvite invite, SimulatedUser inviter)
    {
        writer.WriteStartObject();
        writer.WriteInviteIds(invite);
        WritePeople(writer, invite, inviter);
        WriteMetadata(writer, invite);
        writer.WriteTime("expires_at", invite.ExpiresAt);
        writer.WriteEndObject();
    }

    /// <summary>The fields of INVITE_DELETE.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#invite-delete</remarks>
    public static void WriteInviteIds(this Utf8JsonWriter writer, SimulatedInvite invite)
    {
        writer.WriteId("channel_id", invite.Channel.Id);
        writer.WriteId("guild_id", invite.GuildId);
        writer.WriteString("code", invite.Code);
    }

    private static void WritePeople(Utf8JsonWriter writer, SimulatedInvite invite, SimulatedUser inviter)
    {
        writer.WritePropertyName("inviter");
        writer.WriteUser(inviter);
        if (invite.TargetType is { } type)
        {
            writer.WriteNumber("target_type", type);
        }

        if (invite.TargetUser is { } target)
        {
            writer.WritePropertyName("target_user");
            writer.WriteUser(target);
        }
    }

    private static void WriteMetadata(Utf8JsonWriter writer, SimulatedInvite invite)
    {
        writer.WriteNumber("uses", 0);
        writer.WriteNumber("max_uses", invite.MaxUses);
        writer.WriteNumber("max_age", invite.MaxAge);
        writer.WriteBoolean("temporary", invite.IsTemporary);
        writer.WriteTime("created_at", invite.CreatedAt);
    }

    private static void WriteGuild(Utf8JsonWriter writer, SimulatedGuild guild)
    {
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteString("name", guild.Name);
        writer.WriteNulls("splash", "banner", "icon", "vanity_url_code");
        guild.Settings.Write(writer, "description", "null"u8);
        guild.Settings.Write(writer, "features", "[]"u8);
        guild.Settings.Write(writer, "verification_level", "1"u8);
        writer.WriteNumber("nsfw_level", 0);
        writer.WriteBoolean("nsfw", false);
        writer.WriteNumber("premium_subscription_count", 0);
        writer.WriteEndObject();
    }
}
