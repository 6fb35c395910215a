namespace Soak;

/// <summary>Ten times as fast as real time, for gateway and bot alike: the protocol's own pauses would leave no time for faults.</summary>
internal sealed class ScaledTime : TimeProvider
{
    public const int Scale = 10;

    // Fixed, so that the processes of one run agree.
    private static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ScaledTime Instance { get; } = new();

    public override long TimestampFrequency => System.TimestampFrequency / Scale;

    public override long GetTimestamp() => System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => Origin + ((System.GetUtcNow() - Origin) * Scale);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(System.CreateTimer(callback, state, Real(dueTime), Real(period)));

    private static TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Scale;

    private sealed class ScaledTimer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Real(dueTime), Real(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
