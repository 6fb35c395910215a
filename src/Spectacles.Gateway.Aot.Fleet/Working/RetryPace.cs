using System.Globalization;

namespace Spectacles.Gateway.Fleet;

/// <summary>When a failed event is tried again, and when it is given up.</summary>
/// <param name="maxAttempts">The number of attempts, with the first one.</param>
/// <param name="first">The time before the second attempt.</param>
internal sealed class RetryPace(int maxAttempts, TimeSpan first)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The number of attempts, with the first one.</summary>
    public int MaxAttempts => maxAttempts;

    /// <summary>Returns whether an event that has failed so often is given up.</summary>
    public bool IsOver(int failedAttempts) => failedAttempts >= maxAttempts;

    /// <summary>
    /// Returns whether a record may have ended the process that has handled it: it was delivered more often than an event is tried.
    /// Deliveries to workers that have stopped before its calls began count too.
    /// </summary>
    public bool IsSuspect(int deliveries) => deliveries > maxAttempts;

    /// <summary>Why an event is given up.</summary>
    public static string Failed(int failedAttempts) =>
        string.Create(CultureInfo.InvariantCulture, $"its handlers have failed {failedAttempts} times");

    /// <summary>Returns the time before the attempt that follows one.</summary>
    public TimeSpan After(int attempt) =>
        first.Ticks >= Longest.Ticks >> Math.Min(attempt - 1, 30) ? Longest : TimeSpan.FromTicks(first.Ticks << (attempt - 1));
}
