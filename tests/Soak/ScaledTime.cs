namespace Soak;

/// <summary>Several times as fast as real time, for gateway and bot: the protocol's own pauses would leave no time for faults.</summary>
/// <param name="scale">How many times.</param>
/// <param name="shortestDeadline">
/// Timers from this length on that are whole seconds are left as they are: those are deadlines, while a pause has a random fraction.
/// </param>
internal sealed class ScaledTime(int scale, TimeSpan shortestDeadline) : TimeProvider
{
    private const int GatewayScale = 12;
    private const int BotScale = 10;

    // Silence is one of the ways in which RESUME is refused: how long the bot bears it is scaled with the refusal.
    private static readonly TimeSpan AnswerToResume = TimeSpan.FromSeconds(15);

    // Fixed, so that the processes of one run agree.
    private static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A fifth faster than the bot's. The bot keeps its identifies a quarter of a second further apart than it must: a busy machine wavers
    /// more than a tenth of that.
    /// </summary>
    public static ScaledTime OfGateway { get; } = new(GatewayScale, TimeSpan.MaxValue);

    /// <summary>
    /// Of the bot, heartbeats and pauses are scaled, the longest pause before a reconnect too. Deadlines of 10 seconds and more are for
    /// work that no clock makes faster: a disk, a start on a busy machine.
    /// </summary>
    public static ScaledTime OfBot { get; } = new(BotScale, TimeSpan.FromSeconds(10));

    /// <summary>The time of the bot's clock as the gateway's clock measures it.</summary>
    public static TimeSpan OnGatewayClock(TimeSpan time) => time * GatewayScale / BotScale;

    public override long TimestampFrequency => System.TimestampFrequency / scale;

    public override long GetTimestamp() => System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => Origin + ((System.GetUtcNow() - Origin) * scale);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(this, System.CreateTimer(callback, state, Real(dueTime), Real(period)));

    private TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan || IsDeadline(time) ? time : time / scale;

    private bool IsDeadline(TimeSpan time) =>
        time >= shortestDeadline && time != AnswerToResume && time.Ticks % TimeSpan.TicksPerSecond == 0;

    private sealed class ScaledTimer(ScaledTime time, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
