namespace Spectacles.Gateway;

/// <summary>
/// Collects the garbage of a cluster's start, once. Opening a connection leaves some 25 KB of it, which an idle process would keep until
/// it has allocated as much again.
/// </summary>
/// <remarks>
/// Only if the project asks for it (docs/performance.md, "A small VPS"), because it stops all threads of the process for some milliseconds.
/// </remarks>
internal sealed class StartCollection
{
    private const string Setting = "Spectacles.Gateway.CollectAfterStart";

    /// <summary>The first collection of a process takes 1.5 MB for the collector itself, so with fewer shards it frees no memory.</summary>
    private const int FewestShards = 32;

    private bool isDue = AppContext.TryGetSwitch(Setting, out bool isWanted) && isWanted;

    /// <summary>Collects if all shards have become READY since the last call.</summary>
    public void Look(IReadOnlyList<GatewayShard> shards)
    {
        if (!isDue || shards.Count < FewestShards)
        {
            return;
        }

        foreach (var shard in shards)
        {
            if (shard.State != ShardState.Ready)
            {
                return;
            }
        }

        isDue = false;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
