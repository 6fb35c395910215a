using System.Collections.Concurrent;

namespace Spectacles.Gateway.Rest;

/// <summary>Ends a call when its time is over or its caller cancels it. Instances are used again, so that a call allocates none.</summary>
/// <param name="time">The clock.</param>
/// <param name="pool">Where the instance returns to.</param>
internal sealed class CallDeadline(TimeProvider time, ConcurrentQueue<CallDeadline> pool) : IDisposable
{
    private CancellationTokenSource source = new();
    private CancellationTokenRegistration caller;
    private ITimer? timer;

    /// <summary>The timestamp of the clock at which the time is over.</summary>
    public long EndsAt { get; private set; }

    /// <summary>Canceled when the time is over or the caller cancels.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The time that is left; zero when it is over.</summary>
    public TimeSpan Left => time.GetElapsedTime(time.GetTimestamp(), EndsAt) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Begins a call.</summary>
    public void Start(TimeSpan length, CancellationToken cancellationToken)
    {
        EndsAt = time.GetTimestamp() + (long)(length.TotalSeconds * time.TimestampFrequency);
        timer ??= time.CreateTimer(
            static state => ((CallDeadline)state!).CancelIfOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(length, Timeout.InfiniteTimeSpan);
        if (cancellationToken.CanBeCanceled)
        {
            caller = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), source);
        }
    }

    /// <summary>Ends the call and gives the instance back.</summary>
    public void Dispose()
    {
        caller.Dispose();
        caller = default;
        EndsAt = long.MaxValue;
        timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (!source.TryReset())
        {
            source.Dispose();
            source = new CancellationTokenSource();
        }

        pool.Enqueue(this);
    }

    /// <summary>Ends the timer for good.</summary>
    public void Destroy()
    {
        timer?.Dispose();
        source.Dispose();
    }

    // A timer may fire late, when the instance already serves another call.
    private void CancelIfOver()
    {
        if (Left == TimeSpan.Zero)
        {
            source.Cancel();
        }
    }
}
