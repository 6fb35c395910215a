using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>The options of a <see cref="RestProxyService"/>.</summary>
internal sealed record RestProxyOptions
{
    /// <summary>The address to which requests go, without a path.</summary>
    public required Uri Upstream { get; init; }

    /// <summary>The longest wait of a call.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The limits of each bot.</summary>
    public RateLimitOptions Limits { get; init; } = new();
}
