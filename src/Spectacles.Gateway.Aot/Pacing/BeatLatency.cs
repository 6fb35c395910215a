namespace Spectacles.Gateway;

/// <summary>The time that the gateway takes to acknowledge heartbeats.</summary>
/// <param name="time">The clock.</param>
internal sealed class BeatLatency(TimeProvider time)
{
    /// <summary>The number of heartbeats in the average.</summary>
    public const int Beats = 10;

    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> last = new(Beats);
    private TimeSpan? latest;
    private long? sentAt;
    private TimeSpan pausedAtSending;

    /// <summary>The latency of the last acknowledged heartbeat.</summary>
    public TimeSpan? Last
    {
        get
        {
            lock (gate)
            {
                return latest;
            }
        }
    }

    public TimeSpan? Average
    {
        get
        {
            lock (gate)
            {
                return last.Count == 0 ? null : TimeSpan.FromTicks((long)last.Average(beat => beat.Ticks));
            }
        }
    }

    /// <summary>Begins a new connection. Heartbeats sent on the last one are no longer acknowledged.</summary>
    public void Begin()
    {
        lock (gate)
        {
            sentAt = null;
        }
    }

    /// <param name="paused">The time for which the shard has not read so far. The gateway is not responsible for that time.</param>
    public void Send(TimeSpan paused)
    {
        lock (gate)
        {
            // If several heartbeats are pending, the first acknowledgement belongs to the first one.
            if (sentAt is null)
            {
                sentAt = time.GetTimestamp();
                pausedAtSending = paused;
            }
        }
    }

    /// <param name="paused">The time for which the shard has not read so far.</param>
    /// <returns>The latency; null if no heartbeat was pending.</returns>
    public TimeSpan? Acknowledge(TimeSpan paused)
    {
        lock (gate)
        {
            if (sentAt is not { } start)
            {
                return null;
            }

            sentAt = null;
            var taken = time.GetElapsedTime(start) - (paused - pausedAtSending);
            latest = taken > TimeSpan.Zero ? taken : TimeSpan.Zero;
            if (last.Count == Beats)
            {
                last.Dequeue();
            }

            last.Enqueue(latest.Value);
            return latest;
        }
    }
}
