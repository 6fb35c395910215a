namespace Spectacles.Gateway.Testing;

/// <summary>An invite to a channel of a guild. It was created by the bot, and nobody has used it.</summary>
/// <param name="Code">The code, which identifies the invite.</param>
/// <param name="GuildId">The guild.</param>
/// <param name="Channel">The channel at the moment when the invite was created.</param>
/// <param name="CreatedAt">When the invite was created.</param>
/// <param name="MaxAge">The lifetime in seconds; 0 for no end.</param>
/// <param name="MaxUses">How often the invite can be used; 0 for no limit.</param>
/// <param name="IsTemporary">Whether the members leave when they disconnect.</param>
/// <remarks>https://discord.com/developers/docs/resources/invite#invite-object</remarks>
internal sealed record SimulatedInvite(
    string Code, Snowflake GuildId, SimulatedChannel Channel, DateTimeOffset CreatedAt, long MaxAge, long MaxUses, bool IsTemporary)
{
    /// <summary>The type of what the invite leads to in a voice channel; null for none.</summary>
    public long? TargetType { get; init; }

    /// <summary>The user whose stream the invite leads to; null for none.</summary>
    public SimulatedUser? TargetUser { get; init; }

    /// <summary>When the invite ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt => MaxAge == 0 ? null : CreatedAt.AddSeconds(MaxAge);
}
