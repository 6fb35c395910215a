namespace Spectacles.Gateway.Testing;

/// <summary>What a session receives at its start for each of its guilds that is in an outage.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#guild-create</remarks>
public enum OutageNotice
{
    /// <summary>GUILD_DELETE with <c>"unavailable": true</c>.</summary>
    GuildDelete,

    /// <summary>GUILD_CREATE with only the id and <c>"unavailable": true</c>.</summary>
    GuildCreate,

    /// <summary>No event: only READY lists the guild.</summary>
    Nothing,
}
