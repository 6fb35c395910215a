namespace Soak.Checker;

/// <summary>An event that was sent.</summary>
/// <param name="Number">Its number on the shard, from 1.</param>
/// <param name="Session">The session to which it was sent.</param>
/// <param name="Sequence">Its sequence in the session. It may be one too high when a RESUMED was sent at the same time.</param>
/// <param name="Process">The last process that has handled it; 0 for none.</param>
internal readonly record struct LedgerEntry(long Number, string Session, long Sequence, int Process);
