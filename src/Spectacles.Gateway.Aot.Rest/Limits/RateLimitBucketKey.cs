namespace Spectacles.Gateway.Rest;

/// <summary>What the lanes of one bucket have in common.</summary>
/// <param name="Id">The value of <c>X-RateLimit-Bucket</c>. It does not contain the major parameter.</param>
/// <param name="Major">The id of the channel, guild or webhook in the path; 0 for none.</param>
/// <param name="Token">The token of the webhook or interaction in the path; null for none.</param>
/// <param name="Traits">The traits that decide which global limit applies.</param>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
internal readonly record struct RateLimitBucketKey(string Id, ulong Major, string? Token, RestTraits Traits);
