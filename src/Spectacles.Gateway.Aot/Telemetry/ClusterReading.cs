namespace Spectacles.Gateway;

/// <summary>What a collection of metrics reads of a cluster.</summary>
/// <param name="Shards">Its current shards.</param>
/// <param name="SessionStartsLeft">The number of sessions that can still start; null if it is not known.</param>
internal readonly record struct ClusterReading(IReadOnlyList<ShardReading> Shards, int? SessionStartsLeft);
