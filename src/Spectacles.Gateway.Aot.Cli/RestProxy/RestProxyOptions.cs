using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>The options of a <see cref="RestProxyService"/>.</summary>
internal sealed record RestProxyOptions
{
    /// <summary>The address to which requests go, without a path.</summary>
    public required Uri Upstream { get; init; }

    /// <summary>The longest time for which a call waits for its turn, and then the longest until Discord's response is passed on.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The limits of each bot.</summary>
    public RateLimitOptions Limits { get; init; } = new();
}
