namespace Spectacles.Gateway;

/// <summary>
/// Calls for heartbeats: the first after a random part of the interval, so that a fleet does not beat in step, then one each interval. A machine that
/// was suspended shows as a clock that jumped by more than an interval: then one is called for at once, and the next soon after, which finds out
/// whether the connection has outlived the pause.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#heartbeat-interval</remarks>
internal static class HeartbeatTimer
{
    /// <summary>After a jump a connection has so long to show that it lives.</summary>
    public static readonly TimeSpan Check = TimeSpan.FromSeconds(10);

    /// <summary>So often the clock is looked at.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Timers know no shorter wait: it would be over at once, and at a clock that stands still for ever anew.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    /// <param name="interval">The interval that HELLO gave.</param>
    /// <param name="jitter">A number from 0 up to 1.</param>
    /// <param name="beat">Sends one, and is told by how much the clock jumped, or zero; returns whether to go on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The end of the connection.</param>
    public static async Task RunAsync(TimeSpan interval, double jitter, Func<TimeSpan, ValueTask<bool>> beat, TimeProvider time, CancellationToken cancellationToken)
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

    /// <returns>By how much the clock jumped, which ends the wait; else zero.</returns>
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

            // The monotonic clock of Linux stands still while the machine sleeps, that of Windows does not.
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
