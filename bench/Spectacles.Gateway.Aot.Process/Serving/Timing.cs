namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>When the events of a tape are sent.</summary>
/// <param name="Pause">The pause before each portion.</param>
/// <param name="Pace">The pace of the last portion; null to send it at once.</param>
/// <param name="ThenCloses">Whether to close all connections after it, so that the client reconnects.</param>
internal sealed record Timing(TimeSpan Pause, Pace? Pace, bool ThenCloses);
