namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The same time as another clock's, which counts the timers that its user has set.</summary>
internal sealed class CountedTime(TimeProvider inner) : TimeProvider
{
    private int pending;
    private int fired;

    private TimeProvider Inner => inner;

    /// <summary>The timers that are set.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <summary>The timers that have fired.</summary>
    public int Fired => Volatile.Read(ref fired);

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime);

    /// <summary>A timer that is set once.</summary>
    private sealed class Timer : ITimer
    {
        private readonly CountedTime time;
        private readonly ITimer timer;
        private int isSet = 1;

        public Timer(CountedTime time, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            this.time = time;
            Interlocked.Increment(ref time.pending);
            timer = time.Inner.CreateTimer(
                _ =>
                {
                    Interlocked.Increment(ref time.fired);
                    End();
                    callback(state);
                },
                null,
                dueTime,
                Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            End();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void End()
        {
            if (Interlocked.Exchange(ref isSet, 0) == 1)
            {
                Interlocked.Decrement(ref time.pending);
            }
        }
    }
}
