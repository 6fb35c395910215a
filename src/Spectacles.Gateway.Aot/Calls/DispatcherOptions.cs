namespace Spectacles.Gateway;

/// <summary>The options that the dispatchers of one set of shards share.</summary>
internal sealed class DispatcherOptions
{
    /// <summary>The longest wait that timers support.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    public required HandlerTable Handlers { get; init; }

    /// <summary>The listeners of the cluster.</summary>
    public required ListenerSet Listeners { get; init; }

    /// <summary>The filter of the set.</summary>
    public required EventFilterSlot Filter { get; init; }

    /// <summary>The number of calls of a shard that can be unfinished.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>The time after which a call is no longer waited for.</summary>
    public required TimeSpan HandlerTimeout { get; init; }

    /// <summary>Canceled when a stop has waited long enough for handlers.</summary>
    public required CancellationToken HandlerStop { get; init; }

    public required TimeProvider Time { get; init; }

    public required ClusterTelemetry Telemetry { get; init; }

    /// <summary>The outcomes of finished events, to be reused. Lock it before use.</summary>
    public Stack<EventOutcome> Outcomes { get; private init; } = new();

    /// <summary>The fields that have been reported because they were absent or did not fit. Lock it before use.</summary>
    public HashSet<string> ReportedFields { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Returns the same options with another filter.</summary>
    public DispatcherOptions With(EventFilterSlot filter) => new()
    {
        Handlers = Handlers,
        Listeners = Listeners,
        Filter = filter,
        MaxInFlight = MaxInFlight,
        HandlerTimeout = HandlerTimeout,
        HandlerStop = HandlerStop,
        Time = Time,
        Telemetry = Telemetry,
        Outcomes = Outcomes,
        ReportedFields = ReportedFields,
    };

    /// <exception cref="ArgumentOutOfRangeException">A user's option is out of range.</exception>
    public static void ThrowIfInvalid(int maxInFlight, TimeSpan handlerTimeout, TimeSpan stopTimeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(stopTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stopTimeout, LongestWait);
        if (handlerTimeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(handlerTimeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(handlerTimeout, LongestWait);
        }
    }
}
