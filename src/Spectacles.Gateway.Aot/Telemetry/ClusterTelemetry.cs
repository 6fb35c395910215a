namespace Spectacles.Gateway;

/// <summary>The telemetry of one cluster, or of one dispatcher for engines.</summary>
/// <param name="meter">The instruments.</param>
/// <param name="name">The name of the cluster; null for none.</param>
/// <param name="isPerShard">Whether each shard has its own measurements.</param>
/// <param name="time">The clock.</param>
/// <param name="read">Reads the cluster when metrics are collected.</param>
internal sealed class ClusterTelemetry(
    GatewayMeter meter, string? name, bool isPerShard, TimeProvider time, Func<ClusterReading> read) : IObservedCluster, IDisposable
{
    private readonly Lock gate = new();
    private HashSet<int>? starting;
    private StartSummary summary;
    private long started;
    private int resumed;
    private int ready;

    public GatewayMeter Meter => meter;

    public string? Name => name;

    public bool IsPerShard => isPerShard;

    public TimeSpan? StartDuration => summary.Shards > 0 ? summary.Duration : null;

    public TimeProvider Time => time;

    /// <summary>The names that events have in metrics.</summary>
    public EventNames Names { get; set; } = new([]);

    public ClusterReading Read() => read();

    /// <summary>Notes that shards start.</summary>
    /// <param name="shards">Their numbers.</param>
    /// <param name="handled">The names of the events that have handlers.</param>
    /// <param name="began">The time when the start began.</param>
    public void Start(IEnumerable<int> shards, IEnumerable<string> handled, long began)
    {
        Names = new EventNames(handled);
        lock (gate)
        {
            (starting, started) = ([.. shards], began);
        }

        meter.Observed.Enter(this);
    }

    /// <summary>Notes that a shard is READY.</summary>
    /// <returns>The whole start, if it was the last one; otherwise null.</returns>
    public StartSummary? NoteReady(int shardId, bool isResumed)
    {
        lock (gate)
        {
            if (starting?.Remove(shardId) != true)
            {
                return null;
            }

            ready++;
            resumed += isResumed ? 1 : 0;
            if (starting.Count > 0)
            {
                return null;
            }

            starting = null;
            summary = new StartSummary(ready, resumed, time.GetElapsedTime(started));
            return summary;
        }
    }

    /// <summary>Removes the cluster from later collections.</summary>
    public void Dispose() => meter.Observed.Leave(this);
}
