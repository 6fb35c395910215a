namespace Spectacles.Gateway;

/// <summary>The consequences of the end of a connection for its shard.</summary>
/// <param name="IsExpected">
/// Whether the end was requested by the user or a stop, or ends the shard. If so, it is not reported as a loss.
/// </param>
/// <param name="Resumes">Whether the next connection resumes the session.</param>
/// <param name="LostAfter">The last sequence of the session that was lost; null if none was lost.</param>
/// <param name="Pause">The wait before the next connection.</param>
/// <param name="Refusal">Why the session can't be resumed any more, in one sentence; null if it was not refused permanently.</param>
internal readonly record struct ConnectionOutcome(
    bool IsExpected, bool Resumes, long? LostAfter, TimeSpan Pause, string? Refusal);
