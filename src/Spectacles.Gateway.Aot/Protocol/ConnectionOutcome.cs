namespace Spectacles.Gateway;

/// <summary>What the end of a connection means for its shard.</summary>
/// <param name="IsExpected">Whether the end was asked for by the user or a stop, or ends the shard, so that it is not reported as a loss.</param>
/// <param name="Resumes">Whether the next connection resumes the session.</param>
/// <param name="LostAfter">The last sequence of the session that was lost; null when none was.</param>
/// <param name="Refusal">Why the session can't be resumed any more, in one sentence; null when it was not refused for good.</param>
internal readonly record struct ConnectionOutcome(bool IsExpected, bool Resumes, long? LostAfter, string? Refusal);
