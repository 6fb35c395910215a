namespace Spectacles.Gateway;

/// <summary>
/// Room in the thread pool for as long as a stop lasts. Where handlers block its threads, the pool by itself adds one or two in a second, and the stop of many shards would not get its turn in
/// time. It is a permission only: threads are started when there is work for them.
/// </summary>
internal sealed class PoolRoom : IDisposable
{
    /// <summary>For timers, listeners and what the user's program does at its end.</summary>
    private const int Spare = 32;

    /// <summary>For a session store, a connection and a listener that block.</summary>
    private const int OfEachShard = 3;

    private static readonly Lock Gate = new();
    private static int stops;
    private static int before;

    /// <param name="shards">How many shards are to be stopped.</param>
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

    /// <summary>The pool is as it was, when no other stop needs the room.</summary>
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
