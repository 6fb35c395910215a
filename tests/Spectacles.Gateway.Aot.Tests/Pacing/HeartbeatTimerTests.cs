namespace Spectacles.Gateway.Tests.Pacing;

public sealed class HeartbeatTimerTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(40);
    private readonly WallClock time = new();
    private readonly List<(TimeSpan At, TimeSpan Jump)> beats = [];

    [Fact]
    public async Task Heartbeat_timer_fires_after_part_of_the_interval_and_then_once_per_interval()
    {
        await RunAsync(0.25, until: TimeSpan.FromSeconds(100));

        Assert.Equal([(10, 0), (50, 0), (90, 0)], Seconds());
    }

    [Fact]
    public async Task Remaining_wait_below_the_timer_resolution_is_skipped()
    {
        // 10.0004 s: a timer of the last 0.4 ms is over before the clock has moved.
        await RunAsync(0.25001, until: TimeSpan.FromSeconds(100));

        Assert.Equal([(10, 0), (50, 0), (90, 0)], Seconds());
    }

    [Fact]
    public async Task Suspension_that_stops_the_monotonic_clock_is_detected_at_the_next_check()
    {
        await RunAsync(0.5, until: TimeSpan.FromSeconds(110), () => time.Set(TimeSpan.FromHours(8)), at: TimeSpan.FromSeconds(27));

        // Looked at every 5 s from the beat at 20 s on; the next beat judges the connection 10 s later, and then the interval holds again.
        Assert.Equal([(20, 0), (30, 8 * 3600), (40, 0), (80, 0)], Seconds());
    }

    [Fact]
    public async Task Clock_set_back_does_not_fire_the_heartbeat_timer()
    {
        await RunAsync(0.5, until: TimeSpan.FromSeconds(70), () => time.Set(-TimeSpan.FromHours(8)), at: TimeSpan.FromSeconds(27));

        Assert.Equal([(20, 0), (60, 0)], Seconds());
    }

    private IEnumerable<(int At, int Jump)> Seconds() =>
        beats.Select(beat => ((int)Math.Round(beat.At.TotalSeconds), (int)Math.Round(beat.Jump.TotalSeconds)));

    private async Task RunAsync(double jitter, TimeSpan until, Action? happens = null, TimeSpan at = default)
    {
        using var end = new CancellationTokenSource();
        long start = time.GetTimestamp();
        var running = HeartbeatTimer.RunAsync(
            Interval,
            jitter,
            jump =>
            {
                beats.Add((time.GetElapsedTime(start), jump));
                return ValueTask.FromResult(true);
            },
            time,
            end.Token);
        while (time.GetElapsedTime(start) < until)
        {
            // Timers of the fake clock fire on this thread, and what awaits them goes on here.
            time.Advance(TimeSpan.FromSeconds(0.5));
            if (happens is not null && time.GetElapsedTime(start) == at)
            {
                happens();
                happens = null;
            }
        }

        await end.CancelAsync();
        await running;
    }
}
