namespace Spectacles.Gateway.Tests.Pacing;

public sealed class ReconnectBackoffTests
{
    [Fact]
    public void Reconnect_is_immediate_at_first_and_then_waits_a_random_time_that_doubles_up_to_a_minute()
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
    public void Reconnect_wait_does_not_exceed_its_limit()
    {
        var backoff = new ReconnectBackoff(new Random(1), TimeSpan.FromSeconds(4));

        Assert.All(
            Enumerable.Range(0, 20).Select(_ => backoff.Next()), wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void Reconnect_backoff_resets_after_an_established_session()
    {
        var backoff = new ReconnectBackoff(new Random(1));
        backoff.Next();
        backoff.Next();
        backoff.Reset();

        Assert.Equal(TimeSpan.Zero, backoff.Next());
    }
}
