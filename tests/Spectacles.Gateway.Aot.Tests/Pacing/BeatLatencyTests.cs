using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Pacing;

public sealed class BeatLatencyTests
{
    private readonly FakeTimeProvider time = new();
    private readonly BeatLatency latency;

    public BeatLatencyTests() => latency = new BeatLatency(time);

    [Fact]
    public void Heartbeat_latency_gives_the_last_value_and_the_average_of_ten()
    {
        Assert.Null(latency.Last);
        Assert.Null(latency.Average);
        for (int i = 1; i <= 12; i++)
        {
            Beat(TimeSpan.FromMilliseconds(10 * i));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(120), latency.Last);
        Assert.Equal(TimeSpan.FromMilliseconds(75), latency.Average);
    }

    [Fact]
    public void Time_without_reading_is_excluded_from_the_heartbeat_latency()
    {
        latency.Send(TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(20));
        latency.Acknowledge(TimeSpan.FromSeconds(22));

        Assert.Equal(TimeSpan.FromSeconds(1), latency.Last);
    }

    [Fact]
    public void Acknowledgement_without_a_heartbeat_gives_no_latency()
    {
        latency.Acknowledge(TimeSpan.Zero);
        latency.Send(TimeSpan.Zero);
        latency.Begin();
        latency.Acknowledge(TimeSpan.Zero);

        Assert.Null(latency.Last);
    }

    private void Beat(TimeSpan taken)
    {
        latency.Send(TimeSpan.Zero);
        time.Advance(taken);
        latency.Acknowledge(TimeSpan.Zero);
    }
}
