namespace Spectacles.Gateway.Fleet;

/// <summary>How far a record goes for one shard.</summary>
/// <param name="ShardId">The shard's number.</param>
/// <param name="Session">The <see cref="SessionTag"/> of its session.</param>
/// <param name="Sequence">The greatest sequence in the record.</param>
internal readonly record struct RecordedShard(int ShardId, ulong Session, long Sequence);
