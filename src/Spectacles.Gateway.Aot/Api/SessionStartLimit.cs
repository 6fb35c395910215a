namespace Spectacles.Gateway;

/// <summary>How many sessions a bot may still start. Resumes do not count.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#session-start-limit-object</remarks>
/// <param name="Total">Starts allowed in 24 hours.</param>
/// <param name="Remaining">Starts left. Discord resets the token of a bot that goes below.</param>
/// <param name="ResetAt">When <paramref name="Remaining"/> is <paramref name="Total"/> again.</param>
/// <param name="MaxConcurrency">How many shards may identify in 5 seconds.</param>
public sealed record SessionStartLimit(int Total, int Remaining, DateTimeOffset ResetAt, int MaxConcurrency);
