using Spectacles.Gateway.Pacing;

namespace Spectacles.Gateway;

/// <summary>How a <see cref="Gateway"/> finds its servers.</summary>
public sealed class GatewayOptions
{
    /// <summary>The REST address up to and including the version. Discord's by default.</summary>
    public Uri Api { get; init; } = Gateway.DiscordApi;

    /// <summary>The number of shards; null for the number that Discord recommends.</summary>
    public int? Shards { get; init; }

    /// <summary>
    /// Further hosts at which a session may be resumed; one that begins with a dot stands for all hosts below it. Always allowed are the hosts of
    /// <see cref="Api"/> and of the gateway, and those below the same domain. A READY that names another host does not get the token: the shard
    /// resumes at <see cref="Gateway.Url"/>, and says so.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
    public IReadOnlyCollection<string> ResumeHosts { get; init; } = [];

    /// <summary>What sends HTTP requests, such as one with a proxy. It is not disposed.</summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The turns to identify; by default a queue within this process.</summary>
    public IIdentifyQueue? IdentifyQueue { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
