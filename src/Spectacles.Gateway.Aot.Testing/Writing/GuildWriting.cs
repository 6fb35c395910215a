using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>GUILD_CREATE, GUILD_UPDATE and guilds in answers, with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-create</remarks>
internal static class GuildWriting
{
    private const int MostListedMembers = 75_000;

    /// <summary>The fields that a REST call can set, except for the channel of system messages, with their defaults.</summary>
    private static readonly Dictionary<string, byte[]> Defaults = new()
    {
        ["icon"] = "null"u8.ToArray(),
        ["splash"] = "null"u8.ToArray(),
        ["discovery_splash"] = "null"u8.ToArray(),
        ["banner"] = "null"u8.ToArray(),
        ["home_header"] = "null"u8.ToArray(),
        ["description"] = "null"u8.ToArray(),
        ["afk_channel_id"] = "null"u8.ToArray(),
        ["rules_channel_id"] = "null"u8.ToArray(),
        ["public_updates_channel_id"] = "null"u8.ToArray(),
        ["safety_alerts_channel_id"] = "null"u8.ToArray(),
        ["features"] = "[]"u8.ToArray(),
        ["afk_timeout"] = "300"u8.ToArray(),
        ["system_channel_flags"] = "0"u8.ToArray(),
        ["verification_level"] = "1"u8.ToArray(),
        ["default_message_notifications"] = "1"u8.ToArray(),
        ["explicit_content_filter"] = "2"u8.ToArray(),
        ["premium_progress_bar_enabled"] = "false"u8.ToArray(),
        ["preferred_locale"] = "\"en-US\""u8.ToArray(),
    };

    /// <summary>GUILD_CREATE.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="intents">The intents of the session.</param>
    /// <param name="largeThreshold">The number of members above which the offline ones are not sent.</param>
    /// <param name="now">The time of the presences.</param>
    /// <param name="joined">Whether the bot has just joined the guild: then <c>unavailable</c> is absent, as from Discord.</param>
    public static byte[] Create(
        SimulatedGuild guild,
        GatewayIntents intents,
        int largeThreshold,
        DateTimeOffset now,
        bool joined) => Json.Write(writer =>
    {
        bool large = guild.Members.Count > largeThreshold;
        bool everyone = (intents & GatewayIntents.GuildPresences) != 0 && guild.Members.Count <= MostListedMembers;
        List<SimulatedMember> listed = [.. guild.Members.Where(member => IsListed(member, everyone, large))];
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteString("name", guild.Name);
        WriteSettings(writer, guild);
        writer.WriteTime("joined_at", guild.Bot.JoinedAt);
        writer.WriteBoolean("large", large);
        if (!joined)
        {
            writer.WriteBoolean("unavailable", false);
        }

        writer.WriteNumber("member_count", guild.Members.Count);
        WriteList(writer, "roles", guild.Roles, static (writer, role) => writer.WriteRole(role));
        WriteList(
            writer,
            "channels",
            guild.Channels.Where(channel => channel.Thread is null),
            static (writer, channel) => writer.WriteChannel(channel, withGuild: false));
        WriteList(
            writer,
            "threads",
            guild.Channels.Where(channel => channel.Thread is { IsArchived: false }),
            static (writer, thread) => writer.WriteChannel(thread, withGuild: false, withMember: true));
        WriteList(writer, "members", listed, static (writer, member) => writer.WriteMember(member, withUser: true));
        WriteList(
            writer,
            "voice_states",
            guild.Members.Where(member => member.VoiceChannelId is not null),
            static (writer, member) => writer.WriteVoiceState(member, null));
        WriteList(
            writer,
            "presences",
            listed.Where(member => everyone && member.Status != "offline"),
            (writer, member) => writer.WritePresence(member, null, now));
        WriteList(writer, "emojis", guild.EmojiList.Items, static (writer, emoji) => writer.WriteEmoji(emoji, withCreator: false));
        writer.WriteEmptyArrays("stickers", "stage_instances", "guild_scheduled_events", "soundboard_sounds", "embedded_activities");
        writer.WriteBoolean("lazy", true);
        writer.WriteNumber("version", 1);
        writer.WriteStartObject("application_command_counts");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>A guild as in GUILD_UPDATE and in answers, without what only GUILD_CREATE has.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#guild-object</remarks>
    public static void WriteGuild(this Utf8JsonWriter writer, SimulatedGuild guild, bool withCounts)
    {
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteString("name", guild.Name);
        WriteSettings(writer, guild);
        WriteList(writer, "roles", guild.Roles, static (writer, role) => writer.WriteRole(role));
        WriteList(writer, "emojis", guild.EmojiList.Items, static (writer, emoji) => writer.WriteEmoji(emoji, withCreator: false));
        writer.WriteEmptyArrays("stickers");
        if (withCounts)
        {
            WriteCounts(writer, guild);
        }

        writer.WriteEndObject();
    }

    /// <remarks>https://discord.com/developers/docs/resources/guild#guild-preview-object</remarks>
    public static void WritePreview(this Utf8JsonWriter writer, SimulatedGuild guild)
    {
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteString("name", guild.Name);
        WriteDefaulted(writer, guild, "icon", "splash", "discovery_splash", "home_header", "description", "features");
        WriteList(writer, "emojis", guild.EmojiList.Items, static (writer, emoji) => writer.WriteEmoji(emoji, withCreator: false));
        writer.WriteEmptyArrays("stickers");
        WriteCounts(writer, guild);
        writer.WriteEndObject();
    }

    /// <summary>A guild in the list of the bot's guilds.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/user#get-current-user-guilds</remarks>
    public static void WriteOwnGuild(this Utf8JsonWriter writer, SimulatedGuild guild, bool withCounts)
    {
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteString("name", guild.Name);
        WriteDefaulted(writer, guild, "icon", "banner", "features");
        writer.WriteBoolean("owner", guild.OwnerId == guild.Bot.User.Id);
        writer.WriteString("permissions", Permissions.Bot);
        if (withCounts)
        {
            WriteCounts(writer, guild);
        }

        writer.WriteEndObject();
    }

    private static void WriteDefaulted(Utf8JsonWriter writer, SimulatedGuild guild, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            guild.Settings.Write(writer, name, Defaults[name]);
        }
    }

    private static void WriteCounts(Utf8JsonWriter writer, SimulatedGuild guild)
    {
        writer.WriteNumber("approximate_member_count", guild.Members.Count);
        writer.WriteNumber("approximate_presence_count", guild.Members.Count(member => member.Status != "offline"));
    }

    /// <summary>An unavailable guild: GUILD_DELETE, or GUILD_CREATE during an outage.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#unavailable-guild-object</remarks>
    public static byte[] Unavailable(SimulatedGuild guild) => Json.Write(guild, static (writer, guild) =>
    {
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteBoolean("unavailable", true);
        writer.WriteEndObject();
    });

    /// <summary>GUILD_DELETE of a guild that the bot was removed from.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-delete</remarks>
    public static byte[] Removed(SimulatedGuild guild) => Json.Write(guild, static (writer, guild) =>
    {
        writer.WriteStartObject();
        writer.WriteId("id", guild.Id);
        writer.WriteEndObject();
    });

    /// <summary>
    /// Whether GUILD_CREATE lists the member. Without presences, and in a very large guild, it lists only the bot and members in voice
    /// channels; in a large one also those that are online or have a role.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
    private static bool IsListed(SimulatedMember member, bool everyone, bool large) =>
        member.User.IsBot || member.VoiceChannelId is not null
            || (everyone && (!large || member.Status != "offline" || member.Roles.Count > 0));

    /// <summary>The fields of a guild that do not depend on who receives it.</summary>
    public static void WriteSettings(Utf8JsonWriter writer, SimulatedGuild guild)
    {
        writer.WriteNulls("application_id", "vanity_url_code", "hub_type");
        writer.WriteNulls("widget_channel_id", "latest_onboarding_question_id", "incidents_data", "inventory_settings", "max_presences");
        writer.WriteId("owner_id", guild.OwnerId);
        writer.WriteString("region", "deprecated");
        writer.WriteBoolean("widget_enabled", false);
        writer.WriteNumber("mfa_level", 0);
        writer.WriteNumber("max_members", 500_000);
        writer.WriteNumber("max_video_channel_users", 25);
        writer.WriteNumber("max_stage_video_channel_users", 50);
        writer.WriteNumber("premium_tier", 0);
        writer.WriteNumber("premium_subscription_count", 0);
        writer.WriteBoolean("nsfw", false);
        writer.WriteNumber("nsfw_level", 0);
        foreach (var (name, value) in Defaults)
        {
            guild.Settings.Write(writer, name, value);
        }

        if (guild.Settings["system_channel_id"].IsEmpty)
        {
            writer.WriteId("system_channel_id", guild.TextChannels is [var first, ..] ? first.Id : (Snowflake?)null);
        }
        else
        {
            guild.Settings.Write(writer, "system_channel_id", "null"u8);
        }
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }
}
