namespace Spectacles.Gateway.Tests;

/// <summary>A clock on which each wait is over at once, and on which nothing else takes time.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long ticks;

    /// <summary>The sum of all waits.</summary>
    public TimeSpan Passed => TimeSpan.FromTicks(GetTimestamp());

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        Interlocked.Add(ref ticks, dueTime.Ticks);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
