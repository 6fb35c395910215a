namespace Spectacles.Gateway.Rest.Tests;

/// <summary>
/// A clock that goes from one timer to the next. Timers run on the thread that advances the clock, in the order of their moments.
/// </summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(Timer Timer, int Version), (long Due, long Order)> due = new();
    private long now = TimeSpan.TicksPerDay;
    private long order;

    /// <summary>The timers that are set.</summary>
    public int Pending
    {
        get
        {
            lock (gate)
            {
                return due.UnorderedItems.Count(entry => entry.Element.Timer.Version == entry.Element.Version);
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time since the start.</summary>
    public TimeSpan Elapsed => new(GetTimestamp() - TimeSpan.TicksPerDay);

    public override long GetTimestamp() => Interlocked.Read(ref now);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next timer, and runs it and all others of that moment.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Step() => StepUntil(long.MaxValue);

    /// <summary>Goes on by a time, from timer to timer.</summary>
    public void Advance(TimeSpan duration)
    {
        long end = GetTimestamp() + duration.Ticks;
        while (StepUntil(end))
        {
        }

        Interlocked.Exchange(ref now, end);
    }

    private bool StepUntil(long end)
    {
        bool hasRun = false;
        while (true)
        {
            Timer next;
            lock (gate)
            {
                while (due.TryPeek(out var stale, out _) && stale.Version != stale.Timer.Version)
                {
                    due.Dequeue();
                }

                if (!due.TryPeek(out var entry, out var moment) || moment.Due > end || (hasRun && moment.Due > now))
                {
                    return hasRun;
                }

                due.Dequeue();
                next = entry.Timer;
                next.Version++;
                now = Math.Max(now, moment.Due);
                hasRun = true;
            }

            next.Run();
        }
    }

    private sealed class Timer(SteppedTime time, TimerCallback callback, object? state) : ITimer
    {
        public int Version { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            // As strict as the system's timers.
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime.TotalMilliseconds, uint.MaxValue - 1d);
            lock (time.gate)
            {
                Version++;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    time.due.Enqueue((this, Version), (time.now + dueTime.Ticks, time.order++));
                }
            }

            return true;
        }

        public void Run() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
