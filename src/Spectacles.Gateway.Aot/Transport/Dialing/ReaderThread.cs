using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// The thread that reads one connection. Code that awaits <see cref="Switch"/> continues on it, until it awaits something else that is not
/// complete.
/// </summary>
/// <remarks>
/// A read that blocks this thread costs one wake-up. A read on the thread pool costs several: of the thread that waits for all sockets, of
/// a thread of the pool, and of another one that looks for more work.
/// </remarks>
internal sealed class ReaderThread : IDisposable
{
    private static int alive;

    private readonly object gate = new();
    private readonly Thread thread;

    // One at a time while the connection is open. When it closes, the web socket itself may read while the shard's loop waits, too.
    private readonly Queue<Action> actions = new();
    private volatile bool closing;
    private bool ended;

    public ReaderThread()
    {
        // In the background: a handler that blocks it must not keep the process alive.
        thread = new Thread(Run) { IsBackground = true, Name = "Gateway reader" };
        thread.UnsafeStart();
        Interlocked.Increment(ref alive);
    }

    /// <summary>The number of such threads in the process.</summary>
    public static int Alive => Volatile.Read(ref alive);

    /// <summary>Whether a caller can block here: it runs on this thread, and the connection is not being closed.</summary>
    public bool IsCurrent => !closing && Thread.CurrentThread == thread;

    /// <summary>Await it to continue on this thread. After the thread has ended, the caller continues on the thread pool.</summary>
    public Awaitable Switch() => new(this);

    /// <summary>
    /// From now on, code that awaits the thread is queued, even if it already runs on it. After both close frames, the web socket reads
    /// until the peer closes the connection, for a second at most. If that read blocked the web socket's own code, the second would not end
    /// it.
    /// </summary>
    public void BeginClose() => closing = true;

    /// <summary>Lets the thread end once it has nothing to run. Does not wait for it.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            Monitor.Pulse(gate);
        }
    }

    private void Run()
    {
        while (Take() is { } action)
        {
            action();
        }

        Interlocked.Decrement(ref alive);
    }

    private Action? Take()
    {
        lock (gate)
        {
            while (actions.Count == 0 && !ended)
            {
                Monitor.Wait(gate);
            }

            return actions.TryDequeue(out var next) ? next : null;
        }
    }

    private void Post(Action action)
    {
        lock (gate)
        {
            if (!ended)
            {
                actions.Enqueue(action);
                Monitor.Pulse(gate);
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(static action => action(), action, preferLocal: false);
    }

    /// <summary>Continues the code that awaits it on the thread.</summary>
    /// <param name="reader">The thread; null to continue on any.</param>
    internal readonly struct Awaitable(ReaderThread? reader) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => reader is null or { IsCurrent: true };

        public Awaitable GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => reader!.Post(continuation);

        public void UnsafeOnCompleted(Action continuation) => reader!.Post(continuation);
    }
}
