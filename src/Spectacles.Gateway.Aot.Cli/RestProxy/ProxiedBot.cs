using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>The limits of one Authorization header, which <see cref="ProxyLimits"/> keeps and forgets.</summary>
/// <param name="limits">The limits.</param>
/// <param name="application">The application by the token; null if it says none.</param>
internal sealed class ProxiedBot(RateLimits limits, ulong? application)
{
    /// <summary>The limits.</summary>
    public RateLimits Limits { get; } = limits;

    /// <summary>The id of the application; null if it is not known.</summary>
    public ulong? Application { get; } = application;

    /// <summary>The calls that wait or are on their way. While there are any, the limits are kept.</summary>
    public int Calls { get; set; }

    /// <summary>The place of the last call in the order of all calls.</summary>
    public long LastUse { get; set; }

    /// <summary>Whether Discord has answered 401, so that no call is sent any more.</summary>
    public bool IsRefused { get; set; }
}
