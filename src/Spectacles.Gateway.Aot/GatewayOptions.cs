using Spectacles.Gateway.Pacing;

namespace Spectacles.Gateway;

/// <summary>How a <see cref="Gateway"/> finds its servers.</summary>
public sealed class GatewayOptions
{
    /// <summary>The REST address up to and including the version. Discord's by default.</summary>
    public Uri Api { get; init; } = Gateway.DiscordApi;

    /// <summary>The number of shards; null for the number that Discord recommends.</summary>
    public int? Shards { get; init; }

    /// <summary>What sends HTTP requests, such as one with a proxy. It is not disposed.</summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The turns to identify; by default a queue within this process.</summary>
    public IIdentifyQueue? IdentifyQueue { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
