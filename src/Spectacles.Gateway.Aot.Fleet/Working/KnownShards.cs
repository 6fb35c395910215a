using System.Collections.Concurrent;

namespace Spectacles.Gateway.Fleet;

/// <summary>The shards that a worker has received events of.</summary>
internal sealed class KnownShards(FleetWorker worker)
{
    private readonly ConcurrentDictionary<int, FleetShard> shards = new();

    /// <summary>Returns a shard, which is created when it is first heard of.</summary>
    /// <param name="id">The shard's number.</param>
    /// <param name="shardCount">The total, greater than the number.</param>
    public FleetShard Find(int id, int shardCount) =>
        shards.TryGetValue(id, out var known) ? known : Create(id, shardCount);

    private FleetShard Create(int id, int shardCount)
    {
        lock (shards)
        {
            return shards.GetOrAdd(id, static (id, of) => new FleetShard(of.worker, id, of.shardCount), (worker, shardCount));
        }
    }
}
