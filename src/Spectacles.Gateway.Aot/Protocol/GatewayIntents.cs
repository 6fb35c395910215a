namespace Spectacles.Gateway;

/// <summary>The groups of events that a session requests.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#list-of-intents</remarks>
[Flags]
public enum GatewayIntents : long
{
    /// <summary>Only the events that always arrive.</summary>
    None = 0,

    /// <summary>Guilds, roles, channels, threads and stage instances.</summary>
    Guilds = 1 << 0,

    /// <summary>Members who join, change or leave. Privileged.</summary>
    GuildMembers = 1 << 1,

    /// <summary>Bans and audit log entries.</summary>
    GuildModeration = 1 << 2,

    /// <summary>Emojis, stickers and soundboard sounds.</summary>
    GuildExpressions = 1 << 3,

    /// <summary>Integrations.</summary>
    GuildIntegrations = 1 << 4,

    /// <summary>Webhooks.</summary>
    GuildWebhooks = 1 << 5,

    /// <summary>Invites.</summary>
    GuildInvites = 1 << 6,

    /// <summary>Voice states and voice channel effects.</summary>
    GuildVoiceStates = 1 << 7,

    /// <summary>Presences. Privileged.</summary>
    GuildPresences = 1 << 8,

    /// <summary>Messages in guilds.</summary>
    GuildMessages = 1 << 9,

    /// <summary>Reactions in guilds.</summary>
    GuildMessageReactions = 1 << 10,

    /// <summary>Typing in guilds.</summary>
    GuildMessageTyping = 1 << 11,

    /// <summary>Direct messages.</summary>
    DirectMessages = 1 << 12,

    /// <summary>Reactions in direct messages.</summary>
    DirectMessageReactions = 1 << 13,

    /// <summary>Typing in direct messages.</summary>
    DirectMessageTyping = 1 << 14,

    /// <summary>Delivers no event, but includes content, embeds, attachments, components and poll in messages. Privileged.</summary>
    MessageContent = 1 << 15,

    /// <summary>Scheduled events.</summary>
    GuildScheduledEvents = 1 << 16,

    /// <summary>Auto moderation rules.</summary>
    AutoModerationConfiguration = 1 << 20,

    /// <summary>Auto moderation actions.</summary>
    AutoModerationExecution = 1 << 21,

    /// <summary>Votes on polls in guilds.</summary>
    GuildMessagePolls = 1 << 24,

    /// <summary>Votes on polls in direct messages.</summary>
    DirectMessagePolls = 1 << 25,

    /// <summary>
    /// The intents that must be enabled for the application in Discord's developer portal. Otherwise, a session that requests one is closed
    /// with 4014.
    /// </summary>
    Privileged = GuildMembers | GuildPresences | MessageContent,

    /// <summary>Every intent that any bot may use.</summary>
    Unprivileged = All & ~Privileged,

    /// <summary>Every intent that exists.</summary>
    All = 0x331FFFF,
}
