using System.Net;
using Microsoft.Extensions.Logging;
using Spectacles.Gateway.Protocol;
using Spectacles.Gateway.Sessions;
using Spectacles.Gateway.Transport;

namespace Spectacles.Gateway;

/// <summary>How a <see cref="Cluster"/> lives. Every value has a default.</summary>
public sealed class ClusterOptions
{
    /// <summary>Timers take no more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>The intents to ask for; null for those that the handlers need.</summary>
    public GatewayIntents? Intents { get; init; }

    /// <summary>The presence that every session starts with; null for online without an activity.</summary>
    public UpdatePresence? Presence { get; init; }

    /// <summary>How many handler calls may be unfinished on one shard before it stops reading. 1: strictly one after the other.</summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>After how long an unfinished handler call is reported and no longer waited for; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    public TimeSpan HandlerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time for the whole of <see cref="Cluster.StopAsync"/>, <see cref="Cluster.KillAsync"/> and <see cref="Cluster.DisposeAsync"/>, by <see cref="TimeProvider"/>: 8 seconds, since container
    /// runtimes kill a process after 10. Half of it is for handlers to finish; then their token is cancelled. What has not ended after seven eighths of it is given up and reported
    /// (<see cref="GatewayErrorKind.Stop"/>).
    /// </summary>
    public TimeSpan StopDeadline { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The largest message after inflating, in bytes. A larger one closes the connection; it protects the process from a hostile server.</summary>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How the gateway compresses what it sends; <c>zlib-stream</c> by default. docs/compression.md says when to take another one.</summary>
    public TransportCompression TransportCompression { get; init; } = TransportCompression.ZlibStream;

    /// <summary>Where sessions are kept; in memory by default. With a <see cref="FileSessionStore"/> a restart resumes them.</summary>
    public ISessionStore? SessionStore { get; init; }

    /// <summary>Whether a shard resumes the session that it finds in the store at its start, which is the default, or starts a new one.</summary>
    public SessionRestore Restore { get; init; }

    /// <summary>The REST address up to and including the version, when the cluster is made from a token. Discord's by default.</summary>
    public Uri? Api { get; init; }

    /// <summary>
    /// What dials web sockets and, when the cluster is made from a token, sends HTTP requests. It is not disposed. Null for what the gateway's options say, else the default, which uses the
    /// system's proxy.
    /// </summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The proxy for web sockets and HTTP requests, when the cluster is made from a token. Give it to <see cref="Http"/> instead where there is one.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Makes the connections; a web socket each by default.</summary>
    public Func<IGatewayConnection>? ConnectionFactory { get; init; }

    /// <summary>Where the cluster logs; nowhere by default.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal GatewayOptions ForGateway() => new() { Api = Api ?? Gateway.DiscordApi, Http = Http, Proxy = Proxy, TimeProvider = TimeProvider };

    internal ClusterOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 1024);
        ArgumentNullException.ThrowIfNull(TransportCompression);
        if (HandlerTimeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandlerTimeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(HandlerTimeout, LongestWait);
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StopDeadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StopDeadline, LongestWait);
        if (Api is not null && Api.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"{Api} is no http address; the API's looks like https://discord.com/api/v10.", nameof(Api));
        }

        return this;
    }
}
