using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <summary>
/// The options of a <see cref="Cluster"/>, including those of its <see cref="Gateway"/>. Every option has a default value.
/// </summary>
public sealed record ClusterOptions : GatewayOptions
{
    private const string ReaderThreadsSetting = "Spectacles.Gateway.MaxReaderThreads";
    private const int InvalidSetting = int.MinValue;
    private static readonly TimeSpan LongestResumeTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The intents to request; null for those that the handlers need.</summary>
    public GatewayIntents? Intents { get; init; }

    /// <summary>The presence that every session starts with; null for online without an activity.</summary>
    public UpdatePresence? Presence { get; init; }

    /// <summary>
    /// The number of handler calls that can be unfinished on one shard before it stops reading. With 1, calls run strictly one after the
    /// other.
    /// </summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>
    /// The time after which an unfinished handler call is reported and no longer waited for; <see cref="Timeout.InfiniteTimeSpan"/> for
    /// never.
    /// </summary>
    public TimeSpan HandlerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time limit of <see cref="Cluster.StopAsync"/>, <see cref="Cluster.KillAsync"/> and <see cref="Cluster.DisposeAsync"/>, measured
    /// by <see cref="GatewayOptions.TimeProvider"/>. The default is 8 seconds, because container runtimes kill a process after 10. Handlers
    /// have half of it to finish; then their token is canceled. Work that has not ended after seven eighths of it is abandoned and reported
    /// (<see cref="GatewayErrorKind.Stop"/>).
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Whether <see cref="Cluster.RunAsync"/> stops the cluster on SIGINT (Ctrl+C) and SIGTERM, which is the default. Set it to false for a
    /// host that handles the signals itself, such as the generic host, and cancel the token of <see cref="Cluster.RunAsync"/> instead.
    /// </summary>
    public bool HandleSignals { get; init; } = true;

    /// <summary>
    /// How long RESUME is retried after a refusal that may be temporary: the server resets or closes the connection, does not answer, or
    /// reports the session as invalid but resumable. 60 seconds by default, 5 minutes at most; 0 tries once. Afterwards the session is
    /// discarded, which is reported, and a new one begins. A refusal that means that the session has ended begins a new session at once.
    /// </summary>
    /// <remarks>
    /// Discord does not document how long a session can be resumed. https://discord.com/developers/docs/events/gateway#resuming
    /// </remarks>
    public TimeSpan ResumeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The largest message that is handled, in bytes after inflating; at least 1 KB. The default is a sixteenth of the memory that the
    /// process can use, as limited by the container or else by the machine, but between 16 MB and 64 MB.
    /// </summary>
    /// <remarks>
    /// A larger message is inflated, discarded and reported (<see cref="GatewayErrorKind.Payload"/>). The connection stays open and the
    /// next message is handled. A message that has not ended after 16 times as many bytes closes the connection with 1009. A shard uses
    /// this much memory only while it receives such a message.
    /// </remarks>
    public int MaxMessageBytes { get; init; } = MemoryShare.OfMessage(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>
    /// The compression of what the gateway sends; <c>zlib-stream</c> by default. docs/compression.md explains when to choose another one.
    /// </summary>
    public TransportCompression TransportCompression { get; init; } = TransportCompression.ZlibStream;

    /// <summary>
    /// The store for sessions; in memory by default. With a <see cref="FileSessionStore"/>, a restarted process resumes them.
    /// </summary>
    public ISessionStore? SessionStore { get; init; }

    /// <summary>Whether a shard that starts resumes the session in the store, which is the default, or starts a new one.</summary>
    public SessionRestore Restore { get; init; }

    /// <summary>
    /// Stores every event elsewhere, such as in a message broker; null for nothing, which is the default. Heartbeats, RESUME and the stored
    /// sessions then contain the sequence up to which it has confirmed the events. docs/engines.md explains the use.
    /// </summary>
    /// <remarks>
    /// It receives the events of the <see cref="Intents"/>, which must be set unless handlers need some. A cluster with a sink can't be
    /// resharded.
    /// </remarks>
    public IEventSink? EventSink { get; init; }

    /// <summary>
    /// The number of shards up to which each connection has its own thread, which waits for events with blocking reads; 64 by default.
    /// With more shards in the cluster, or with 0, the thread pool reads all connections.
    /// </summary>
    /// <remarks>
    /// Such a thread needs less processor time for an event that arrives alone. While nothing reconnects, it needs no more memory than the
    /// thread pool with up to 16 shards, and some 35 KB more for each of 64 shards (docs/performance.md). Handlers run on this thread up to
    /// their first await. The option has no effect if <see cref="ConnectionFactory"/> or <see cref="GatewayOptions.Http"/> is set. If the
    /// limit of tasks of the process's control group would leave fewer than 32 threads for everything else, the thread pool reads the
    /// further connections, and a warning says so. Each cluster of a process has its own threads. The setting
    /// <c>Spectacles.Gateway.MaxReaderThreads</c> of the runtime (<see cref="AppContext"/>) changes the default for a process.
    /// </remarks>
    public int MaxReaderThreads { get; init; } = DefaultReaderThreads();

    /// <summary>Creates the connections; by default, each is a web socket.</summary>
    public Func<IGatewayConnection>? ConnectionFactory { get; init; }

    /// <summary>The factory of the cluster's loggers; null for no logging.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// The factory of the meter for the cluster's metrics; null for a meter that all such clusters of the process share. In both cases, the
    /// name of the meter is <c>Spectacles.Gateway</c>. docs/observability.md lists the metrics.
    /// </summary>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>
    /// Whether metrics have the number of the shard as an attribute. By default they do not, because that multiplies the number of time
    /// series by the number of shards.
    /// </summary>
    public bool MetricsPerShard { get; init; }

    /// <summary>
    /// The name of the cluster, an attribute of its metrics and activities; null for none. Set it if a process runs several clusters:
    /// otherwise their measurements are added together.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>Returns the options of the gateway alone, for a <see cref="Gateway"/> that a cluster with these options uses.</summary>
    public GatewayOptions ToGatewayOptions() => WithDefaults();

    private static int DefaultReaderThreads() => AppContext.GetData(ReaderThreadsSetting)?.ToString() is not { } setting ? 64
        : int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? limit
        : InvalidSetting;

    internal ClusterOptions Validated()
    {
        DispatcherOptions.ThrowIfInvalid(MaxInFlight, HandlerTimeout, StopTimeout);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 1024);
        if (MaxReaderThreads == InvalidSetting)
        {
            throw new ArgumentException(
                $"The setting {ReaderThreadsSetting} of the runtime is '{AppContext.GetData(ReaderThreadsSetting)}'. It has to be a whole "
                    + "number of at least 0.",
                nameof(MaxReaderThreads));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(MaxReaderThreads);
        ArgumentNullException.ThrowIfNull(TransportCompression);
        ArgumentOutOfRangeException.ThrowIfLessThan(ResumeTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ResumeTimeout, LongestResumeTimeout);
        ThrowIfInvalid();
        return this;
    }
}
