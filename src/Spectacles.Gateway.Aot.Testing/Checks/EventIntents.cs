using static Spectacles.Gateway.GatewayIntents;

namespace Spectacles.Gateway.Testing;

/// <summary>The intents that deliver each event.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#list-of-intents</remarks>
internal static class EventIntents
{
    /// <summary>Whether a session with these intents receives the event.</summary>
    /// <param name="name">The event's name. An event that is not in the table is always delivered.</param>
    /// <param name="intents">The session's intents.</param>
    /// <param name="inGuild">Whether the event belongs to a guild; otherwise it belongs to a direct message.</param>
    /// <param name="aboutBot">Whether the event's user is the bot itself.</param>
    public static bool Delivers(string name, GatewayIntents intents, bool inGuild, bool aboutBot)
    {
        if (name is "GUILD_MEMBER_UPDATE" && aboutBot)
        {
            return true;
        }

        if (name is "THREAD_MEMBERS_UPDATE" && !aboutBot)
        {
            return (intents & GuildMembers) != 0;
        }

        var delivering = inGuild ? InGuild(name) : InDirectMessage(name) ?? InGuild(name);
        return delivering is not { } any || (intents & any) != 0;
    }

    /// <summary>The intents that deliver the event in a guild, each on its own; null when it is always delivered.</summary>
    public static GatewayIntents? InGuild(string name) => name switch
    {
        "GUILD_CREATE" or "GUILD_UPDATE" or "GUILD_DELETE" => Guilds,
        "GUILD_ROLE_CREATE" or "GUILD_ROLE_UPDATE" or "GUILD_ROLE_DELETE" => Guilds,
        "CHANNEL_CREATE" or "CHANNEL_UPDATE" or "CHANNEL_DELETE" or "CHANNEL_PINS_UPDATE" => Guilds,
        "THREAD_CREATE" or "THREAD_UPDATE" or "THREAD_DELETE" or "THREAD_LIST_SYNC" or "THREAD_MEMBER_UPDATE" => Guilds,
        "STAGE_INSTANCE_CREATE" or "STAGE_INSTANCE_UPDATE" or "STAGE_INSTANCE_DELETE" => Guilds,
        "VOICE_CHANNEL_STATUS_UPDATE" or "VOICE_CHANNEL_START_TIME_UPDATE" => Guilds,
        "THREAD_MEMBERS_UPDATE" => Guilds | GuildMembers,
        "GUILD_MEMBER_ADD" or "GUILD_MEMBER_UPDATE" or "GUILD_MEMBER_REMOVE" => GuildMembers,
        "GUILD_AUDIT_LOG_ENTRY_CREATE" or "GUILD_BAN_ADD" or "GUILD_BAN_REMOVE" => GuildModeration,
        "GUILD_EMOJIS_UPDATE" or "GUILD_STICKERS_UPDATE" or "GUILD_SOUNDBOARD_SOUNDS_UPDATE" => GuildExpressions,
        "GUILD_SOUNDBOARD_SOUND_CREATE" or "GUILD_SOUNDBOARD_SOUND_UPDATE" or "GUILD_SOUNDBOARD_SOUND_DELETE" => GuildExpressions,
        "GUILD_INTEGRATIONS_UPDATE" or "INTEGRATION_CREATE" or "INTEGRATION_UPDATE" or "INTEGRATION_DELETE" => GuildIntegrations,
        "WEBHOOKS_UPDATE" => GuildWebhooks,
        "INVITE_CREATE" or "INVITE_DELETE" => GuildInvites,
        "VOICE_STATE_UPDATE" or "VOICE_CHANNEL_EFFECT_SEND" => GuildVoiceStates,
        "PRESENCE_UPDATE" => GuildPresences,
        "MESSAGE_CREATE" or "MESSAGE_UPDATE" or "MESSAGE_DELETE" or "MESSAGE_DELETE_BULK" => GuildMessages,
        "MESSAGE_REACTION_ADD" or "MESSAGE_REACTION_REMOVE" => GuildMessageReactions,
        "MESSAGE_REACTION_REMOVE_ALL" or "MESSAGE_REACTION_REMOVE_EMOJI" => GuildMessageReactions,
        "MESSAGE_POLL_VOTE_ADD" or "MESSAGE_POLL_VOTE_REMOVE" => GuildMessagePolls,
        "TYPING_START" => GuildMessageTyping,
        "GUILD_SCHEDULED_EVENT_CREATE" or "GUILD_SCHEDULED_EVENT_UPDATE" or "GUILD_SCHEDULED_EVENT_DELETE" => GuildScheduledEvents,
        "GUILD_SCHEDULED_EVENT_USER_ADD" or "GUILD_SCHEDULED_EVENT_USER_REMOVE" => GuildScheduledEvents,
        "AUTO_MODERATION_RULE_CREATE" or "AUTO_MODERATION_RULE_UPDATE" or "AUTO_MODERATION_RULE_DELETE" => AutoModerationConfiguration,
        "AUTO_MODERATION_ACTION_EXECUTION" => AutoModerationExecution,
        _ => null,
    };

    /// <summary>The intent that delivers the event in a direct message; null when guilds and direct messages do not differ.</summary>
    public static GatewayIntents? InDirectMessage(string name) => name switch
    {
        "MESSAGE_CREATE" or "MESSAGE_UPDATE" or "MESSAGE_DELETE" or "CHANNEL_PINS_UPDATE" => DirectMessages,
        "MESSAGE_REACTION_ADD" or "MESSAGE_REACTION_REMOVE" => DirectMessageReactions,
        "MESSAGE_REACTION_REMOVE_ALL" or "MESSAGE_REACTION_REMOVE_EMOJI" => DirectMessageReactions,
        "MESSAGE_POLL_VOTE_ADD" or "MESSAGE_POLL_VOTE_REMOVE" => DirectMessagePolls,
        "TYPING_START" => DirectMessageTyping,
        _ => null,
    };
}
