namespace Spectacles.Gateway;

/// <summary>What a <see cref="GuildDirectory"/> keeps of each guild, in addition to its name, owner and number of members.</summary>
[Flags]
public enum GuildDetails
{
    /// <summary>Nothing else.</summary>
    None = 0,

    /// <summary>Its roles: <see cref="GuildEntry.Roles"/>.</summary>
    Roles = 1,

    /// <summary>Its channels with their permission overwrites, but not its threads: <see cref="GuildEntry.Channels"/>.</summary>
    Channels = 2,

    /// <summary>
    /// Who is in a voice channel: <see cref="GuildEntry.VoiceStates"/>. Needs the intent <see cref="GatewayIntents.GuildVoiceStates"/>,
    /// which the sessions then request.
    /// </summary>
    VoiceStates = 4,
}
