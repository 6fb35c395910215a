namespace Spectacles.Gateway.Tests.Pacing;

public sealed class ReconnectBackoffTests
{
    [Fact]
    public void Connects_again_at_once_then_waits_for_a_time_in_the_upper_half_of_a_range_that_doubles_to_a_minute()
    {
        var longest = new TimeSpan[12];
        var shortest = Enumerable.Repeat(TimeSpan.MaxValue, 12).ToArray();
        for (int seed = 0; seed < 500; seed++)
        {
            var backoff = new ReconnectBackoff(new Random(seed));
            for (int i = 0; i < longest.Length; i++)
            {
                var next = backoff.Next();
                longest[i] = next > longest[i] ? next : longest[i];
                shortest[i] = next < shortest[i] ? next : shortest[i];
            }
        }

        Assert.Equal(TimeSpan.Zero, longest[0]);
        for (int i = 1; i < longest.Length; i++)
        {
            double limit = Math.Min(60, Math.Pow(2, i - 1));
            Assert.InRange(longest[i].TotalSeconds, limit * 0.9, limit);
            Assert.InRange(shortest[i].TotalSeconds, limit * 0.5, limit * 0.6);
        }
    }

    [Fact]
    public void Never_waits_longer_than_its_limit()
    {
        var backoff = new ReconnectBackoff(new Random(1), TimeSpan.FromSeconds(4));

        Assert.All(
            Enumerable.Range(0, 20).Select(_ => backoff.Next()), wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(4)));
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
