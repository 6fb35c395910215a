using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Fleet;

/// <summary>The options of a <see cref="FleetWorker"/>.</summary>
public sealed record FleetWorkerOptions
{
    /// <summary>
    /// The worker group: 1 to 32 lowercase letters, digits and hyphens. Workers of one group have the same handlers and share the events;
    /// every group gets all of them.
    /// </summary>
    public required string Group { get; init; }

    /// <summary>
    /// The names of events that are needed only later, for example by a <c>NextAsync</c> in a handler. Those of handlers, and of listeners
    /// that exist when the worker starts, are included anyway.
    /// </summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>
    /// The number of records of a partition that are handled at the same time, and of unfinished calls of a shard; 256 by default. A record
    /// has one event or a pack. Failed ones that wait for their next attempt do not count, nor do those that wait for earlier calls with
    /// <see cref="FleetOrder.PerGuild"/>; of these, a partition can have eight times as many, but at least 2,000. With
    /// <see cref="FleetRetry.Block"/>, all records that wait count.
    /// </summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>
    /// The size of the records that the worker has received and not answered, of all partitions together, in bytes; 64 MB by default. At
    /// the limit, the worker receives no more. Each partition may exceed it by one record, so that a record of any size is handled. What
    /// an engine fetches ahead is not included, and can be as much again at most.
    /// </summary>
    public long MaxBytesInFlight { get; init; } = 64 << 20;

    /// <summary>The number of records of a partition that the broker may leave unanswered, with those that wait for an attempt.</summary>
    internal int MaxUnanswered => Retry == FleetRetry.Block
        ? MaxInFlight
        : (int)Math.Min(Math.Max(8L * MaxInFlight, 2000), int.MaxValue - 1);

    /// <summary>
    /// How often a failed event is tried, with the first time; 5 by default. Then it becomes a dead letter. So does an event that seems to
    /// end the worker's process: after about twice as many unexpected ends. Workers that stop before its calls begin do not count.
    /// A record of a format that is newer than this library waits as long for a worker of the newer version.
    /// </summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>
    /// Whether the later events of a shard wait while a failed one is tried again; <see cref="FleetRetry.Later"/> by default: they do not.
    /// </summary>
    public FleetRetry Retry { get; init; }

    /// <summary>
    /// Which calls wait for each other; <see cref="FleetOrder.PerShard"/> by default: none. With another order, or with
    /// <see cref="FleetRetry.Block"/>, a handler must not wait for a later event of its guild or shard, for example with <c>NextAsync</c>:
    /// that event begins when the handler has ended.
    /// </summary>
    public FleetOrder Order { get; init; }

    /// <summary>The time before the second attempt; 5 seconds by default. It doubles with each further one, up to 5 minutes.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The time after which an unfinished handler call is reported and no longer waited for; 30 seconds by default. Its event counts as
    /// failed, and is tried again.
    /// </summary>
    public TimeSpan HandlerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time limit of <see cref="FleetWorker.StopAsync"/>; 8 seconds by default. Handlers have half of it to finish; then their token is
    /// canceled. Events that are not finished go to another worker.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The factory of the loggers; null for no logging.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <inheritdoc cref="ClusterOptions.MeterFactory"/>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>The clock; null for the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>
    /// Whether <see cref="FleetWorker.RunAsync"/> stops on SIGINT (Ctrl+C) and SIGTERM, which is the default. Set it to false for a host
    /// that handles the signals itself, and cancel the token of <see cref="FleetWorker.RunAsync"/> instead.
    /// </summary>
    public bool HandleSignals { get; init; } = true;

    internal FleetWorkerOptions Validated()
    {
        FleetName.ThrowIfInvalid(Group, nameof(Group));
        ArgumentNullException.ThrowIfNull(Events);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ThrowIfNotDefined(Retry);
        ThrowIfNotDefined(Order);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RetryDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RetryDelay, RetryPace.Longest);
        return this;
    }

    private static void ThrowIfNotDefined<T>(T value, [CallerArgumentExpression(nameof(value))] string? option = null)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(option, value, $"{value} is not a value of {typeof(T).Name}.");
        }
    }

    internal EventDispatcherOptions ForDispatcher() => new()
    {
        MaxInFlight = MaxInFlight,
        HandlerTimeout = HandlerTimeout,
        StopTimeout = StopTimeout,
        LoggerFactory = LoggerFactory,
        MeterFactory = MeterFactory,
        Name = Group,
        TimeProvider = TimeProvider,
    };
}
