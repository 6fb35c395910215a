namespace Spectacles.Gateway.Rest;

/// <summary>What the calls of one lane have in common.</summary>
/// <param name="Route">The route.</param>
/// <param name="Major">The id of the channel, guild or webhook in the path; 0 for none.</param>
/// <param name="Token">The token of the webhook or interaction in the path; null for none.</param>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#rate-limits</remarks>
internal readonly record struct RateLimitKey(RestRoute Route, ulong Major, string? Token);
