namespace Spectacles.Gateway.Testing;

/// <summary>The state of a limit at one moment.</summary>
/// <param name="IsTaken">Whether a call was counted.</param>
/// <param name="Limit">The calls of a window.</param>
/// <param name="Remaining">The calls that are left.</param>
/// <param name="ResetAfter">The time until the window ends.</param>
internal readonly record struct LimitReading(bool IsTaken, int Limit, int Remaining, TimeSpan ResetAfter);
