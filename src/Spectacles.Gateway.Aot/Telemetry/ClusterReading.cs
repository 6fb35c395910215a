namespace Spectacles.Gateway;

/// <summary>What a collection of metrics reads of a cluster.</summary>
/// <param name="shards">Its current shards.</param>
/// <param name="sessionStartsLeft">The number of sessions that can still start; null if it is not known.</param>
internal sealed class ClusterReading(IReadOnlyList<ShardReading> shards, int? sessionStartsLeft)
{
    public IReadOnlyList<ShardReading> Shards => shards;

    public int? SessionStartsLeft => sessionStartsLeft;
}
