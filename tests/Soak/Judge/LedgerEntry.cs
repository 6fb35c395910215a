namespace Soak.Judge;

/// <summary>An event of the run.</summary>
/// <param name="Number">Its number on the shard, from 1.</param>
/// <param name="Session">The session that it was sent to.</param>
/// <param name="Sequence">Its sequence in the session; at times, beside a RESUMED, one more.</param>
/// <param name="Process">The last process of the bot that has handled it; 0 for none.</param>
internal readonly record struct LedgerEntry(long Number, string Session, long Sequence, int Process);
