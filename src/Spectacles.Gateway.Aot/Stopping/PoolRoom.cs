namespace Spectacles.Gateway;

/// <summary>
/// Raises the thread pool's minimum for the duration of a stop. If handlers block its threads, the pool adds only one or two threads per
/// second, and the stop of many shards would be delayed. It is only a permission: threads are started when there is work for them.
/// </summary>
internal sealed class PoolRoom : IDisposable
{
    /// <summary>The number of threads for timers, listeners and the user's code at the end of the program.</summary>
    private const int Spare = 32;

    /// <summary>The number of threads per shard, for a session store, a connection and a listener that block.</summary>
    private const int OfEachShard = 3;

    private static readonly Lock Gate = new();
    private static int stops;
    private static int before;

    /// <param name="shards">The number of shards to stop.</param>
    public PoolRoom(int shards)
    {
        lock (Gate)
        {
            ThreadPool.GetMinThreads(out int workers, out int ports);
            ThreadPool.GetMaxThreads(out int most, out _);
            before = stops++ == 0 ? workers : before;
            ThreadPool.SetMinThreads(Math.Min(most, Math.Max(workers, ThreadPool.ThreadCount + Spare + (OfEachShard * shards))), ports);
        }
    }

    /// <summary>Restores the pool's minimum, unless another stop needs the threads.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--stops == 0)
            {
                ThreadPool.GetMinThreads(out _, out int ports);
                ThreadPool.SetMinThreads(before, ports);
            }
        }
    }
}
