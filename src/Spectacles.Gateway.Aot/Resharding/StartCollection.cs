namespace Spectacles.Gateway;

/// <summary>
/// Collects the garbage of a cluster's start, once. Opening a connection leaves some 25 KB of it, which an idle process would keep until
/// it has allocated as much again.
/// </summary>
/// <remarks>
/// Only if the project asks for it (docs/performance.md, "A small VPS"), because it stops all threads of the process for some milliseconds.
/// </remarks>
/// <param name="collect">Collects; null if nothing is to be collected.</param>
internal sealed class StartCollection(Action? collect)
{
    /// <summary>The first collection of a process takes 1.5 MB for the collector itself, so with fewer shards it frees no memory.</summary>
    public const int FewestShards = 32;

    /// <summary>The number of checks, one per second, after which nothing is collected any more.</summary>
    public const int MostLooks = 600;

    private const string Setting = "Spectacles.Gateway.CollectAfterStart";

    private Action? due = collect;
    private int looks;
    private int readyBefore;

    /// <summary>Creates the one of a cluster.</summary>
    public static StartCollection Create() => new(AppContext.TryGetSwitch(Setting, out bool isWanted) && isWanted ? Collect : null);

    /// <summary>Collects if all shards are READY, and all of them were at the last look.</summary>
    /// <param name="shards">The number of shards.</param>
    /// <param name="ready">How many of them are READY.</param>
    public void Look(int shards, int ready)
    {
        bool isStarted = ready == shards && readyBefore == shards && shards >= FewestShards;
        readyBefore = ready;
        if (isStarted || ++looks > MostLooks)
        {
            var collect = Interlocked.Exchange(ref due, null);
            if (isStarted)
            {
                collect?.Invoke();
            }
        }
    }

    private static void Collect() => GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
