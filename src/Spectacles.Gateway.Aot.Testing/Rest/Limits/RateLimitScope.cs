namespace Spectacles.Gateway.Testing;

/// <summary>What a rate limit belongs to: the value of <c>X-RateLimit-Scope</c>.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
public enum RateLimitScope
{
    /// <summary>The bot, on one route or on routes that share a bucket.</summary>
    User,

    /// <summary>The bot, on all routes together.</summary>
    Global,

    /// <summary>A resource that others use, too. These 429s do not count as invalid requests.</summary>
    Shared,
}
