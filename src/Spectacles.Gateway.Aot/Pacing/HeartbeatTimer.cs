namespace Spectacles.Gateway;

/// <summary>
/// Calls for heartbeats: the first after a random part of the interval, so that the shards of a fleet do not send them simultaneously, then
/// one each interval. If a machine was suspended, its clock jumps by more than an interval. Then one heartbeat is sent at once and the next
/// soon after, which shows whether the connection still works.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#heartbeat-interval</remarks>
internal static class HeartbeatTimer
{
    /// <summary>The time after a jump within which a connection must prove that it works.</summary>
    public static readonly TimeSpan Check = TimeSpan.FromSeconds(10);

    /// <summary>The interval at which the clock is checked.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The shortest wait of timers. A shorter one would end at once, and would repeat endlessly while the clock does not advance.
    /// </summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    /// <param name="interval">The interval from HELLO.</param>
    /// <param name="jitter">A number from 0 up to 1.</param>
    /// <param name="beat">Sends a heartbeat. Receives the jump of the clock, or zero, and returns whether to continue.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Canceled at the end of the connection.</param>
    public static async Task RunAsync(
        TimeSpan interval,
        double jitter,
        Func<TimeSpan,
        ValueTask<bool>> beat,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var wait = interval * jitter;
        TimeSpan jump;
        do
        {
            jump = await WaitAsync(wait, interval, time, cancellationToken).ConfigureAwait(false);
            wait = jump > TimeSpan.Zero && interval > Check ? Check : interval;
        }
        while (!cancellationToken.IsCancellationRequested && await beat(jump).ConfigureAwait(false));
    }

    /// <returns>The jump of the clock, which ends the wait; otherwise zero.</returns>
    private static async Task<TimeSpan> WaitAsync(TimeSpan wait, TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        var left = wait;
        while (left >= Grain && !cancellationToken.IsCancellationRequested)
        {
            var part = left < Look ? left : Look;
            long start = time.GetTimestamp();
            var wallStart = time.GetUtcNow();
            await Task.Delay(part, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var passed = time.GetElapsedTime(start);
            var wallPassed = time.GetUtcNow() - wallStart;

            // While the machine sleeps, Linux's monotonic clock does not advance, and that of Windows does.
            var jump = (passed > wallPassed ? passed : wallPassed) - part;
            if (jump > interval)
            {
                return jump;
            }

            left -= passed;
        }

        return TimeSpan.Zero;
    }
}
