namespace Spectacles.Gateway.Dispatching;

/// <summary>
/// The calls of one shard that have begun and not finished: counts them against the limit, notices those that take too long, and knows up to
/// which sequence all have finished.
/// </summary>
/// <typeparam name="TCall">What names a call in a report.</typeparam>
internal sealed class CallWindow<TCall> : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<PendingCall<TCall>> pending = [];
    private readonly Stack<PendingCall<TCall>> free = new();
    private readonly int limit;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly Action<TCall, long, Exception?> report;
    private readonly ITimer expiry;
    private TaskCompletionSource? room;
    private TaskCompletionSource? empty;
    private int waits;
    private int running;

    /// <param name="limit">How many calls may be unfinished.</param>
    /// <param name="timeout">After how long a call is given up.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Called for a call that failed, with the exception, or that was given up, with none.</param>
    public CallWindow(int limit, TimeSpan timeout, TimeProvider time, Action<TCall, long, Exception?> report)
    {
        this.limit = limit;
        this.timeout = timeout;
        this.time = time;
        this.report = report;
        expiry = time.CreateTimer(static window => ((CallWindow<TCall>)window!).GiveUpExpired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many calls have been given up so far.</summary>
    public long Abandoned { get; private set; }

    /// <summary>How many calls are unfinished.</summary>
    public int Count => pending.Count;

    public bool IsFull => pending.Count >= limit + Volatile.Read(ref waits);

    /// <summary>The part of a call up to its first await begins, on the read loop's thread.</summary>
    public void BeginPart() => Volatile.Write(ref running, 1);

    /// <summary>That part has ended; <see cref="Track"/> has been called if the call has not.</summary>
    public void EndPart()
    {
        // A full fence: whoever waits for the end has either seen this, or is seen here.
        Interlocked.Exchange(ref running, 0);
        if (Volatile.Read(ref empty) is not null)
        {
            lock (gate)
            {
                SignalRoom();
            }
        }
    }

    /// <summary>A call that did not finish at once. Failures are reported when they come.</summary>
    public void Track(ValueTask task, TCall call, long sequence)
    {
        PendingCall<TCall> tracked;
        lock (gate)
        {
            tracked = free.TryPop(out var used) ? used : new PendingCall<TCall>(this);
            tracked.Begin(task, call, sequence, time.GetTimestamp());
            pending.Add(tracked);
            if (pending.Count == 1)
            {
                expiry.Change(timeout, Timeout.InfiniteTimeSpan);
            }
        }

        // Outside the lock: a task that has just finished continues here and now.
        tracked.Await();
    }

    /// <summary>Waits until a call may begin.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task freed;
            lock (gate)
            {
                if (!IsFull)
                {
                    return;
                }

                room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                freed = room.Task;
            }

            await freed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends when no call is unfinished.</summary>
    public Task WhenEmpty()
    {
        lock (gate)
        {
            empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var ended = empty.Task;
            Interlocked.MemoryBarrier();
            SignalRoom();
            return ended;
        }
    }

    /// <summary>Raises the limit while a wait of the library's own is pending, so that a handler may use it at any limit.</summary>
    public void BeginWait()
    {
        Interlocked.Increment(ref waits);
        lock (gate)
        {
            SignalRoom();
        }
    }

    public void EndWait() => Interlocked.Decrement(ref waits);

    /// <summary>The greatest sequence up to which every call has finished.</summary>
    /// <param name="received">The last sequence whose calls have all begun.</param>
    public long Watermark(long received)
    {
        lock (gate)
        {
            foreach (var call in pending)
            {
                received = Math.Min(received, call.Sequence - 1);
            }

            return received;
        }
    }

    public void Dispose() => expiry.Dispose();

    internal void Finish(PendingCall<TCall> call, Exception? failure)
    {
        TCall what = call.Call;
        long sequence = call.Sequence;
        lock (gate)
        {
            // A call that was given up is no longer here; its object is not used again, since its task still points to it.
            if (pending.Remove(call))
            {
                call.End();
                free.Push(call);
                SignalRoom();
            }
        }

        if (failure is not null)
        {
            report(what, sequence, failure);
        }
    }

    private void GiveUpExpired()
    {
        List<PendingCall<TCall>> expired = [];
        lock (gate)
        {
            var next = timeout;
            for (int i = pending.Count - 1; i >= 0; i--)
            {
                var left = timeout - time.GetElapsedTime(pending[i].Started);
                if (left <= TimeSpan.Zero)
                {
                    expired.Add(pending[i]);
                    pending.RemoveAt(i);
                    Abandoned++;
                }
                else if (left < next)
                {
                    next = left;
                }
            }

            if (pending.Count > 0)
            {
                expiry.Change(next, Timeout.InfiniteTimeSpan);
            }

            SignalRoom();
        }

        foreach (var call in expired)
        {
            report(call.Call, call.Sequence, null);
        }
    }

    private void SignalRoom()
    {
        if (!IsFull)
        {
            room?.TrySetResult();
            room = null;
        }

        if (pending.Count == 0 && Volatile.Read(ref running) == 0)
        {
            empty?.TrySetResult();
            empty = null;
        }
    }
}
