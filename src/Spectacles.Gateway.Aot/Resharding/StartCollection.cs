namespace Spectacles.Gateway;

/// <summary>
/// Collects the garbage of a cluster's start, once. Opening a connection leaves some 25 KB of it, which an idle process would keep until
/// it has allocated as much again.
/// </summary>
/// <remarks>
/// Only if the project asks for it (docs/performance.md, "A small VPS"), because it stops all threads of the process for some milliseconds.
/// </remarks>
/// <param name="isWanted">Whether the project asks for it.</param>
internal sealed class StartCollection(bool isWanted)
{
    /// <summary>The first collection of a process takes 1.5 MB for the collector itself, so with fewer shards it frees no memory.</summary>
    public const int FewestShards = 32;

    /// <summary>The number of checks, one per second, after which nothing is collected any more.</summary>
    public const int MostLooks = 600;

    /// <summary>The setting by which the project asks for it.</summary>
    public const string Setting = "Spectacles.Gateway.CollectAfterStart";

    private bool isDue = isWanted;
    private int looks;
    private int readyBefore;

    /// <summary>Collects. Tests replace it.</summary>
    public Action Collect { get; set; } =
        static () => GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Creates the one of a cluster.</summary>
    public static StartCollection Create() => new(AppContext.TryGetSwitch(Setting, out bool isWanted) && isWanted);

    /// <summary>Collects if all shards are READY, and all of them were at the last look.</summary>
    /// <param name="shards">The number of shards.</param>
    /// <param name="ready">How many of them are READY.</param>
    public void Look(int shards, int ready)
    {
        bool isStarted = ready == shards && readyBefore == shards && shards >= FewestShards;
        readyBefore = ready;
        if (isStarted || ++looks > MostLooks)
        {
            bool wasDue = Interlocked.Exchange(ref isDue, false);
            if (isStarted && wasDue)
            {
                Collect();
            }
        }
    }
}
