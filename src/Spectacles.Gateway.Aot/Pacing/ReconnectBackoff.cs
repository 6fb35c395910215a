namespace Spectacles.Gateway.Pacing;

/// <summary>How long to wait before connecting again: at once after a session that was up, then randomly up to a limit that doubles.</summary>
/// <param name="random">The source of jitter.</param>
internal sealed class ReconnectBackoff(Random random)
{
    /// <summary>A session that was up for this long starts the wait afresh; one that fell sooner is part of a loop.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    private int failures;

    public TimeSpan Next()
    {
        // Full jitter: a whole fleet that lost its gateway must not come back in step.
        double limit = failures == 0 ? 0 : Math.Min(Cap.TotalSeconds, First.TotalSeconds * Math.Pow(2, failures - 1));
        failures++;
        return TimeSpan.FromSeconds(random.NextDouble() * limit);
    }

    public void Reset() => failures = 0;
}
