namespace Spectacles.Gateway.Tests;

/// <summary>A clock on which pauses are a thousandth as long, for the client alone: its peer's clock is right.</summary>
/// <param name="longest">
/// Timers up to this length are short, those that repeat or are set again too. Without it, only what waits once for up to 6 seconds, a
/// turn to identify: deadlines stay as they are.
/// </param>
/// <param name="shortest">Timers below this length stay as they are.</param>
internal sealed class FastTime(TimeSpan? longest = null, TimeSpan shortest = default) : TimeProvider
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(6);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = System.CreateTimer(callback, state, Shorten(dueTime), longest is null ? period : Shorten(period));
        return longest is null ? timer : new FastTimer(this, timer);
    }

    // A thousandth of InfiniteTimeSpan, which is -1 ms, is over at once: a deadline that was just set would end then.
    private TimeSpan Shorten(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan || time < shortest || time > (longest ?? LongestPause) ? time : time / 1000;

    private sealed class FastTimer(FastTime time, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Shorten(dueTime), period);

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
