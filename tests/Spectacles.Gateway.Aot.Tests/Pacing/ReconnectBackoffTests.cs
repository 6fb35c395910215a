using Spectacles.Gateway.Pacing;

namespace Spectacles.Gateway.Tests.Pacing;

public sealed class ReconnectBackoffTests
{
    [Fact]
    public void Connects_again_at_once_then_waits_up_to_a_limit_that_doubles_to_a_minute()
    {
        var longest = new TimeSpan[12];
        for (int seed = 0; seed < 500; seed++)
        {
            var backoff = new ReconnectBackoff(new Random(seed));
            for (int i = 0; i < longest.Length; i++)
            {
                longest[i] = TimeSpan.FromTicks(Math.Max(longest[i].Ticks, backoff.Next().Ticks));
            }
        }

        Assert.Equal(TimeSpan.Zero, longest[0]);
        for (int i = 1; i < longest.Length; i++)
        {
            double limit = Math.Min(60, Math.Pow(2, i - 1));
            Assert.InRange(longest[i].TotalSeconds, limit * 0.9, limit);
        }
    }

    [Fact]
    public void Starts_afresh_after_a_session_that_was_up()
    {
        var backoff = new ReconnectBackoff(new Random(1));
        backoff.Next();
        backoff.Next();
        backoff.Reset();

        Assert.Equal(TimeSpan.Zero, backoff.Next());
    }
}
