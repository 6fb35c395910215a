namespace Spectacles.Gateway;

/// <summary>How long the gateway takes to acknowledge heartbeats.</summary>
/// <param name="time">The clock.</param>
internal sealed class BeatLatency(TimeProvider time)
{
    /// <summary>The average is over so many.</summary>
    public const int Beats = 10;

    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> last = new(Beats);
    private TimeSpan? latest;
    private long? sentAt;
    private TimeSpan pausedAtSending;

    /// <summary>Of the last beat that was acknowledged.</summary>
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

    /// <summary>A new connection: what was sent on the last one is not acknowledged any more.</summary>
    public void Begin()
    {
        lock (gate)
        {
            sentAt = null;
        }
    }

    /// <param name="paused">How long the shard has not read so far: that time is none of the gateway's.</param>
    public void Send(TimeSpan paused)
    {
        lock (gate)
        {
            // Of several beats under way, the first acknowledgement is the first one's.
            if (sentAt is null)
            {
                sentAt = time.GetTimestamp();
                pausedAtSending = paused;
            }
        }
    }

    /// <param name="paused">How long the shard has not read so far.</param>
    public void Acknowledge(TimeSpan paused)
    {
        lock (gate)
        {
            if (sentAt is not { } start)
            {
                return;
            }

            sentAt = null;
            var taken = time.GetElapsedTime(start) - (paused - pausedAtSending);
            latest = taken > TimeSpan.Zero ? taken : TimeSpan.Zero;
            if (last.Count == Beats)
            {
                last.Dequeue();
            }

            last.Enqueue(latest.Value);
        }
    }
}
