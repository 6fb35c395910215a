namespace Spectacles.Gateway.Testing;

/// <summary>The rate limit of one route, or of routes that share it.</summary>
/// <param name="Id">The value of <c>X-RateLimit-Bucket</c>.</param>
/// <param name="Calls">The limit, counted for each channel, guild or webhook at the front of the path.</param>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
internal sealed record RouteBucket(string Id, CallLimit Calls);
