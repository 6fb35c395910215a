namespace Spectacles.Gateway;

/// <summary>What has happened to a guild in a <see cref="GuildDirectory"/>.</summary>
public enum GuildChangeKind
{
    /// <summary>
    /// The bot has joined the guild: GUILD_CREATE of a guild that READY did not announce, or that a new session announces and the previous
    /// one did not have.
    /// </summary>
    Joined,

    /// <summary>The guild's data has arrived: after the start of a session, or after an outage.</summary>
    BecameAvailable,

    /// <summary>An outage has begun: GUILD_DELETE with <c>unavailable</c>. The bot is still in the guild.</summary>
    BecameUnavailable,

    /// <summary>
    /// The bot is no longer in the guild: GUILD_DELETE without <c>unavailable</c>, or a new session no longer announces the guild.
    /// </summary>
    Left,

    /// <summary>The guild was changed, for example its name, or GUILD_CREATE was sent again.</summary>
    Updated,

    /// <summary>A member has joined or left. Needs the intent <see cref="GatewayIntents.GuildMembers"/>.</summary>
    MemberCountChanged,

    /// <summary>A role was created, changed or deleted.</summary>
    RoleChanged,

    /// <summary>A channel was created, changed or deleted.</summary>
    ChannelChanged,

    /// <summary>A member has joined, changed or left a voice channel.</summary>
    VoiceStateChanged,
}
