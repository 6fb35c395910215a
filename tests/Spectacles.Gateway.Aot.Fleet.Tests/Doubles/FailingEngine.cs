namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>An engine in memory whose writes to the nodes' state, or whose openings of appenders, fail when a test says so.</summary>
internal sealed class FailingEngine(MemoryEngine inner) : IFleetEngine, IFleetState, IEventLog
{
    private int retries;

    /// <summary>Returns what a write throws; null to write.</summary>
    public Func<string, ReadOnlyMemory<byte>, Exception?> FailWrite { get; set; } = (_, _) => null;

    /// <summary>Whether no appender can be opened.</summary>
    public bool FailsToOpen { get; set; }

    /// <summary>Whether the shared state can't be asked.</summary>
    public bool HasNoSharedState { get; set; }

    /// <summary>Whether workers can't append records again.</summary>
    public bool FailsToRetry { get; set; }

    /// <summary>The number of records that workers have appended again.</summary>
    public int Retries => Volatile.Read(ref retries);

    /// <summary>The number of attempts to open an appender.</summary>
    public int Openings { get; private set; }

    /// <summary>The number of writes of nodes.</summary>
    public int Renewals { get; private set; }

    public FleetPlan Plan { get; init; } = inner.Plan;

    public IEventLog Events => this;

    public IFleetRequests Requests { get; init; } = inner.Requests;

    public IFleetState SharedState => HasNoSharedState ? throw new FleetException("the bucket has no leader") : inner.SharedState;

    public IFleetState NodeState => this;

    public int MaxRecordBytes => inner.Events.MaxRecordBytes;

    public IDeadLetters DeadLetters => inner.Events.DeadLetters;

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken) =>
        inner.NodeState.ReadAsync(key, cancellationToken);

    public ValueTask<long?> TryWriteAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken)
    {
        Renewals += key.StartsWith(NodeKeys.Nodes, StringComparison.Ordinal) ? 1 : 0;
        return FailWrite(key, value) is { } failure
            ? throw failure
            : inner.NodeState.TryWriteAsync(key, value, expectedRevision, cancellationToken);
    }

    public ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken) =>
        inner.NodeState.TryDeleteAsync(key, expectedRevision, cancellationToken);

    public IAsyncEnumerable<StateChange> WatchAsync(string prefix, CancellationToken cancellationToken) =>
        inner.NodeState.WatchAsync(prefix, cancellationToken);

    public ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken)
    {
        Openings++;
        return FailsToOpen
            ? throw new FleetException("the stream has no leader")
            : inner.Events.TryOpenAsync(group, fence, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken) =>
        inner.Events.ReadLastAsync(group, cancellationToken);

    public IAsyncEnumerable<Delivery> ReadAsync(DeliveryQuery query, int partition, CancellationToken cancellationToken) =>
        inner.Events.ReadAsync(query, partition, cancellationToken);

    public ValueTask AppendRetryAsync(
        string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (FailsToRetry)
        {
            throw new FleetException("no room");
        }

        Interlocked.Increment(ref retries);
        return inner.Events.AppendRetryAsync(workerGroup, partition, record, cancellationToken);
    }

    public ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken) =>
        inner.Events.CountUnreadAsync(workerGroup, cancellationToken);
}
