namespace Spectacles.Gateway.Rest;

/// <summary>What a limit belongs to that was exceeded: the value of <c>X-RateLimit-Scope</c>.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#header-format</remarks>
internal enum RateLimitScope
{
    /// <summary>No limit was exceeded.</summary>
    None,

    /// <summary>The bot, on one route or on routes that share a bucket.</summary>
    User,

    /// <summary>A resource that others use, too.</summary>
    Shared,

    /// <summary>The bot or the address, on all routes together.</summary>
    Global,

    /// <summary>The address: the response is of the proxy in front of Discord, and has no scope.</summary>
    Proxy,
}
