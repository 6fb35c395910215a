namespace Soak;

/// <summary>A clock that is faster than real time, so that the waits of the protocol leave time for faults.</summary>
/// <param name="scale">How many times as fast as real time.</param>
/// <param name="shortestDeadline">
/// Timers of this length or more that are whole seconds are not scaled. They are deadlines; waits have a random fraction.
/// </param>
internal sealed class ScaledTime(int scale, TimeSpan shortestDeadline) : TimeProvider
{
    private const int GatewayScale = 12;
    private const int BotScale = 10;

    // Scaled like the refusals of RESUME, because no answer is one of them.
    private static readonly TimeSpan AnswerToResume = TimeSpan.FromSeconds(15);

    // Fixed, so that all processes of a run have the same time.
    private static readonly DateTimeOffset Origin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The clock of the gateway, a fifth faster than the bot's. The bot spaces its identifies by a quarter of a second more than required.
    /// On a busy machine the spacing varies by more than a tenth of that.
    /// </summary>
    public static ScaledTime OfGateway { get; } = new(GatewayScale, TimeSpan.MaxValue);

    /// <summary>
    /// The clock of the bot, which scales heartbeats and waits. Deadlines of 10 seconds and more are not scaled, because they are for
    /// work in real time, such as disk writes.
    /// </summary>
    public static ScaledTime OfBot { get; } = new(BotScale, TimeSpan.FromSeconds(10));

    /// <summary>Converts a duration of the bot's clock to the gateway's clock.</summary>
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
