namespace Spectacles.Gateway;

/// <summary>
/// The calls of one shard that have begun and not finished: counts them against the limit, notices those that take too long, and knows up to
/// which sequence all have finished.
/// </summary>
internal sealed partial class CallWindow : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<PendingCall> pending = [];
    private readonly Stack<PendingCall> free = new();
    private readonly int limit;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly Action<HandlerCall, long, Exception?> report;
    private readonly ITimer expiry;
    private TaskCompletionSource? room;
    private TaskCompletionSource? empty;
    private PendingCall? spare;
    private PendingCall? running;
    private ExecutionContext? outside;
    private int away;
    private bool open;

    /// <param name="limit">How many calls may be unfinished.</param>
    /// <param name="timeout">After how long a call is given up.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Called for a call that failed, with the exception, or that was given up, with none.</param>
    public CallWindow(int limit, TimeSpan timeout, TimeProvider time, Action<HandlerCall, long, Exception?> report)
    {
        this.limit = limit;
        this.timeout = timeout;
        this.time = time;
        this.report = report;
        expiry = time.CreateTimer(static window => ((CallWindow)window!).GiveUpExpired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many calls have been given up so far.</summary>
    public long Abandoned { get; private set; }

    /// <summary>How many calls are unfinished.</summary>
    public int Count => pending.Count;

    /// <summary>Whether no call may begin. A call in a wait of the library's own leaves its place to another one.</summary>
    public bool IsFull => pending.Count >= limit + Volatile.Read(ref away);

    /// <summary>The call whose part up to the first await runs now; null between calls.</summary>
    public PendingCall? Running => Volatile.Read(ref running);

    /// <summary>The part of a call up to its first await begins, on the read loop's thread. A call whose sequence is not in order leaves the watermark alone.</summary>
    public void BeginPart(HandlerCall call, long sequence, bool isInOrder = true)
    {
        var begun = spare ?? TakeFree();
        spare = null;
        outside = begun.Enter(call, sequence, isInOrder);
        Volatile.Write(ref running, begun);
    }

    /// <summary>The running call does not finish at once. Failures are reported when they come.</summary>
    public void Track(ValueTask task)
    {
        var call = running!;
        lock (gate)
        {
            call.Take(task);
            call.IsTracked = true;
            if (call.IsCounted)
            {
                Add(call);
            }
        }

        // Outside the lock: a task that has just finished continues here and now.
        call.Await();
    }

    /// <summary>That part has ended; <see cref="Track"/> has been called if the call has not.</summary>
    public void EndPart()
    {
        ExecutionContext.Restore(outside!);
        var call = running!;
        if (!call.IsTracked)
        {
            call.End();
            spare = call.IsWaiting ? null : call;
        }

        // A full fence: whoever waits for the end has either seen this, or is seen here.
        Interlocked.Exchange(ref running, null);
        if (Volatile.Read(ref empty) is not null)
        {
            lock (gate)
            {
                SignalRoom();
            }
        }
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

    /// <summary>Commands go out, or no longer do. While they do, a send waits for Discord's limit of them only, and keeps its place: else a bot that sends at each event would never be full.</summary>
    public void Open(bool now)
    {
        lock (gate)
        {
            open = now;
            away = pending.Count(call => call.IsAway(open));
            SignalRoom();
        }
    }

    /// <summary>A wait of the library's own begins inside a call: another call may have its place meanwhile, so that a handler may wait at any limit.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sends">Whether it waits until a command has gone out.</param>
    public void BeginWait(PendingCall call, bool sends) => ChangeWaits(call, sends, 1);

    public void EndWait(PendingCall call, bool sends) => ChangeWaits(call, sends, -1);

    /// <summary>The call waits for the end of all calls: it counts as finished from now on, else it would wait for itself.</summary>
    public void Excuse(PendingCall call)
    {
        lock (gate)
        {
            call.IsCounted = false;
            Remove(call);
            SignalRoom();
        }
    }

    /// <summary>The greatest sequence up to which every call has finished.</summary>
    /// <param name="received">The last sequence whose calls have all begun.</param>
    public long Watermark(long received)
    {
        lock (gate)
        {
            foreach (var call in pending)
            {
                received = call.IsInOrder ? Math.Min(received, call.Sequence - 1) : received;
            }

            return received;
        }
    }

    public void Dispose() => expiry.Dispose();

    internal void Finish(PendingCall call, Exception? failure)
    {
        HandlerCall what = call.Call;
        long sequence = call.Sequence;
        lock (gate)
        {
            // A call that was given up is no longer here; its object is not used again, since its task still points to it. Nor is one whose wait goes on.
            if (Remove(call))
            {
                call.End();
                if (!call.IsWaiting)
                {
                    free.Push(call);
                }

                SignalRoom();
            }
        }

        if (failure is not null)
        {
            report(what, sequence, failure);
        }
    }

    private void ChangeWaits(PendingCall call, bool sends, int change)
    {
        lock (gate)
        {
            int before = call.IsAway(open) ? 1 : 0;
            call.ChangeWaits(sends, change);
            if (pending.Contains(call))
            {
                away += (call.IsAway(open) ? 1 : 0) - before;
                SignalRoom();
            }
        }
    }

    private PendingCall TakeFree()
    {
        lock (gate)
        {
            return free.TryPop(out var used) ? used : new PendingCall(this);
        }
    }

    private void Add(PendingCall call)
    {
        call.Started = time.GetTimestamp();
        pending.Add(call);
        away += call.IsAway(open) ? 1 : 0;
        if (pending.Count == 1)
        {
            expiry.Change(timeout, Timeout.InfiniteTimeSpan);
        }
    }

    private bool Remove(PendingCall call)
    {
        bool removed = pending.Remove(call);
        away -= removed && call.IsAway(open) ? 1 : 0;
        return removed;
    }

    private void GiveUpExpired()
    {
        List<PendingCall> expired = [];
        lock (gate)
        {
            var next = timeout;
            foreach (var call in pending)
            {
                var left = timeout - time.GetElapsedTime(call.Started);
                if (left <= TimeSpan.Zero)
                {
                    expired.Add(call);
                }
                else if (left < next)
                {
                    next = left;
                }
            }

            foreach (var call in expired)
            {
                call.IsCounted = false;
                Remove(call);
                Abandoned++;
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

        if (pending.Count == 0 && (Volatile.Read(ref running) is not { IsCounted: true }))
        {
            empty?.TrySetResult();
            empty = null;
        }
    }
}
