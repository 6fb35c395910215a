using System.Net;
using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <summary>How a <see cref="Cluster"/> lives. Every value has a default.</summary>
public sealed class ClusterOptions
{
    /// <summary>Timers take no more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);
    private static readonly TimeSpan LongestResumePatience = TimeSpan.FromMinutes(5);

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

    /// <summary>
    /// How long RESUME is tried again when the server refuses it in a way that may pass: it resets or closes the connection, does not answer, or says that the session is invalid but resumable.
    /// 60 seconds by default, 5 minutes at most; 0 tries once. Then the session is given up, which is reported, and a new one begins. A refusal that means that the session has ended begins a new one at once.
    /// </summary>
    /// <remarks>Discord does not document how long a session can be resumed. https://discord.com/developers/docs/events/gateway#resuming</remarks>
    public TimeSpan ResumePatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The largest message that is handled, in bytes after inflating: 1 KB at least. By default a sixteenth of the memory that the process may use, as the container or else the machine limits it, but
    /// not less than 16 MB and not more than 64 MB.
    /// </summary>
    /// <remarks>
    /// A larger message is inflated, discarded and reported (<see cref="GatewayErrorKind.Payload"/>); the connection stays open and the next message is handled. A message that has not ended after 16 times
    /// as many bytes closes the connection with 1009. A shard holds this much memory only while it receives such a message.
    /// </remarks>
    public int MaxMessageBytes { get; init; } = MemoryShare.OfMessage(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

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
    /// system's proxy. <see cref="GatewayOptions.Http"/> says what it has to do about redirects.
    /// </summary>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The proxy for web sockets and HTTP requests, when the cluster is made from a token. Give it to <see cref="Http"/> instead where there is one. Its address holds no password: use <see cref="IWebProxy.Credentials"/>.</summary>
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

        ArgumentOutOfRangeException.ThrowIfLessThan(ResumePatience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ResumePatience, LongestResumePatience);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StopDeadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StopDeadline, LongestWait);
        GatewayAddress.ThrowIfUserInformation(Api, nameof(Api));
        GatewayAddress.ThrowIfUserInformation((Proxy as WebProxy)?.Address, nameof(Proxy));
        if (Api is not null && Api.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"{Api} is not a valid HTTP URL. Example: https://discord.com/api/v10.", nameof(Api));
        }

        return this;
    }
}
