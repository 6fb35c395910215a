namespace Spectacles.Gateway;

/// <summary>The number of sessions that a bot may still start. Resumes do not count.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#session-start-limit-object</remarks>
/// <param name="Total">The number of starts allowed in 24 hours.</param>
/// <param name="Remaining">The number of starts left. Discord resets the token of a bot that exceeds the limit.</param>
/// <param name="ResetAt">The time when <paramref name="Remaining"/> is <paramref name="Total"/> again.</param>
/// <param name="MaxConcurrency">The number of shards that may identify in 5 seconds.</param>
public sealed record SessionStartLimit(int Total, int Remaining, DateTimeOffset ResetAt, int MaxConcurrency);
