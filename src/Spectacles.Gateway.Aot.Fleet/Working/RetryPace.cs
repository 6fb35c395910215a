namespace Spectacles.Gateway.Fleet;

/// <summary>When a failed event is tried again, and when it is given up.</summary>
/// <param name="maxAttempts">The number of attempts, with the first one.</param>
/// <param name="first">The time before the second attempt.</param>
internal sealed class RetryPace(int maxAttempts, TimeSpan first)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Returns whether the attempt was the last one, if it has failed.</summary>
    public bool IsLast(int attempt) => attempt >= maxAttempts;

    /// <summary>
    /// Returns whether an event seems to end the process that handles it: it was delivered twice as often as it may be tried. Deliveries to
    /// workers that have stopped before its calls began count too, so the limit is far from what stops lead to.
    /// </summary>
    public bool IsPoison(int attempt) => attempt > 2L * maxAttempts;

    /// <summary>Returns whether an event of a pack seems to end the process. Each event of the pack is then tried by itself.</summary>
    public bool IsPoisonPack(int attempt) => attempt > maxAttempts;

    /// <summary>Returns the time before the attempt that follows one.</summary>
    public TimeSpan After(int attempt) =>
        first.Ticks >= Longest.Ticks >> Math.Min(attempt - 1, 30) ? Longest : TimeSpan.FromTicks(first.Ticks << (attempt - 1));
}
