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
    private readonly object gate = new();
    private readonly Thread thread;
    private Action? next;
    private bool ended;

    public ReaderThread()
    {
        // In the background: a handler that blocks it must not keep the process alive.
        thread = new Thread(Run) { IsBackground = true, Name = "Gateway reader" };
        thread.UnsafeStart();
    }

    /// <summary>Whether the caller runs on this thread.</summary>
    public bool IsCurrent => Thread.CurrentThread == thread;

    /// <summary>Await it to continue on this thread. After the thread has ended, the caller continues on the thread pool.</summary>
    public Awaitable Switch() => new(this);

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
    }

    private Action? Take()
    {
        lock (gate)
        {
            while (next is null && !ended)
            {
                Monitor.Wait(gate);
            }

            var taken = next;
            next = null;
            return taken;
        }
    }

    private void Post(Action action)
    {
        lock (gate)
        {
            if (next is not null)
            {
                throw new InvalidOperationException("A connection has one reader, and it already waits for its thread.");
            }

            if (!ended)
            {
                next = action;
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
