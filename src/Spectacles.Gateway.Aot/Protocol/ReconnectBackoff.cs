namespace Spectacles.Gateway;

/// <summary>
/// The wait before the next attempt: none after the first failure, then a random time within a range that doubles up to a limit.
/// </summary>
/// <param name="random">The source of jitter.</param>
/// <param name="longest">The longest wait; one minute by default.</param>
internal sealed class ReconnectBackoff(Random random, TimeSpan? longest = null)
{
    /// <summary>The time after which a session resets the wait. A session that ended sooner counts as a failure.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private readonly TimeSpan longest = longest ?? Minute;
    private int failures;

    public TimeSpan Next()
    {
        // At least half of the range, so that the number of attempts per time is bounded. The other half is random, so that a fleet does
        // not reconnect simultaneously.
        double range = failures == 0 ? 0 : Math.Min(longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, failures - 1));
        failures++;
        return TimeSpan.FromSeconds((1 + random.NextDouble()) * range / 2);
    }

    public void Reset() => failures = 0;
}
