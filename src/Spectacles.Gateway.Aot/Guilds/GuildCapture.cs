namespace Spectacles.Gateway;

/// <summary>What a <see cref="GuildFile"/> saves.</summary>
/// <param name="Guilds">The guilds to save.</param>
/// <param name="Left">The guilds that the bot has left since the last save.</param>
/// <param name="Sequence">The sequence of the session up to which they contain the events.</param>
internal sealed record GuildCapture(IReadOnlyList<GuildEntry> Guilds, IReadOnlyList<Snowflake> Left, long Sequence);
