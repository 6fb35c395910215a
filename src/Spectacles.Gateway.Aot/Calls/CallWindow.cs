namespace Spectacles.Gateway;

/// <summary>The unfinished calls of one shard. Counts them against the limit, detects slow calls, computes the watermark.</summary>
internal sealed partial class CallWindow : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<PendingCall> pending = [];
    private readonly Stack<PendingCall> free = new();
    private readonly int limit;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly Func<HandlerCall, long, Exception?, DispatchOutcome> report;
    private readonly ShardTelemetry? telemetry;
    private readonly ITimer expiry;
    private TaskCompletionSource? room;
    private TaskCompletionSource? empty;
    private PendingCall? spare;
    private PendingCall? running;
    private ExecutionContext? outside;
    private int away;
    private bool open;

    /// <param name="limit">The number of calls that can be unfinished.</param>
    /// <param name="timeout">The time after which a call is abandoned.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">
    /// Called for a call that failed, with the exception, and for one that was abandoned, with null. Returns the outcome of the call.
    /// </param>
    /// <param name="telemetry">Measures the calls; null for no measurement.</param>
    public CallWindow(
        int limit,
        TimeSpan timeout,
        TimeProvider time,
        Func<HandlerCall, long, Exception?, DispatchOutcome> report,
        ShardTelemetry? telemetry = null)
    {
        this.limit = limit;
        this.timeout = timeout;
        this.time = time;
        this.report = report;
        this.telemetry = telemetry;
        expiry = time.CreateTimer(
            static window => ((CallWindow)window!).GiveUpExpired(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The number of calls that have been abandoned.</summary>
    public long Abandoned { get; private set; }

    /// <summary>The number of unfinished calls.</summary>
    public int Count => pending.Count;

    /// <summary>Whether no call can begin. A call in one of the library's own waits gives its slot to another call.</summary>
    public bool IsFull => pending.Count >= limit + Volatile.Read(ref away);

    /// <summary>The call whose part up to the first await is running; null between calls.</summary>
    public PendingCall? Running => Volatile.Read(ref running);

    /// <summary>On the read loop, begins a call up to its first await. A call out of order does not change the watermark.</summary>
    public void BeginPart(HandlerCall call, long sequence, bool isInOrder = true)
    {
        var begun = spare ?? TakeFree();
        spare = null;
        outside = begun.Enter(call, sequence, isInOrder);
        Volatile.Write(ref running, begun);
    }

    /// <summary>Tracks the running call, which did not finish at once. Failures are reported when they occur.</summary>
    /// <param name="task">The call's task.</param>
    /// <param name="outcome">Counts the call; null if the outcome of the event is not needed.</param>
    /// <param name="measure">The measurement of the call.</param>
    public void Track(ValueTask task, EventOutcome? outcome = null, in CallMeasure measure = default)
    {
        var call = running!;
        outcome?.Add();
        lock (gate)
        {
            (call.Outcome, call.Measure) = (outcome, measure);
            call.Take(task);
            call.IsTracked = true;
            if (call.IsCounted)
            {
                Add(call);
            }
        }

        // Outside the lock: a task that has just finished continues synchronously.
        call.Await();
    }

    /// <summary>Ends that part. If the call is unfinished, <see cref="Track"/> has been called.</summary>
    public void EndPart()
    {
        ExecutionContext.Restore(outside!);
        var call = running!;
        if (!call.IsTracked)
        {
            call.End();
            spare = call.IsWaiting ? null : call;
        }

        // A full fence: a waiter for the end has either seen this write, or is seen here.
        Interlocked.Exchange(ref running, null);
        if (Volatile.Read(ref empty) is not null)
        {
            lock (gate)
            {
                SignalRoom();
            }
        }
    }

    /// <summary>Waits until a call can begin.</summary>
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

    /// <summary>Returns a task that completes when no call is unfinished.</summary>
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

    /// <summary>
    /// Sets whether commands are sent. While they are, a send waits only for Discord's limit and keeps its slot. Otherwise a bot that
    /// sends at each event would never be full.
    /// </summary>
    public void Open(bool now)
    {
        lock (gate)
        {
            open = now;
            away = 0;
            foreach (var call in pending)
            {
                away += call.IsAway(open) ? 1 : 0;
            }

            SignalRoom();
        }
    }

    /// <summary>Begins one of the library's waits in a call. Another call can use its slot, so handlers can wait at any limit.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sends">Whether the call waits until a command has been sent.</param>
    public void BeginWait(PendingCall call, bool sends) => ChangeWaits(call, sends, 1);

    public void EndWait(PendingCall call, bool sends) => ChangeWaits(call, sends, -1);

    /// <summary>Counts a call as finished, because it waits for the end of all calls and would otherwise wait for itself.</summary>
    public void Excuse(PendingCall call)
    {
        lock (gate)
        {
            call.IsCounted = false;
            Remove(call);
            SignalRoom();
        }
    }

    /// <summary>Returns the greatest sequence up to which every call has finished.</summary>
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

    internal void Finish(PendingCall call, Exception? failure)
    {
        var what = call.Call;
        long sequence = call.Sequence;
        EventOutcome? outcome;
        CallMeasure measure;
        lock (gate)
        {
            outcome = call.TakeOutcome();
            measure = call.TakeMeasure();

            // An abandoned call is no longer in the list. Its object is not reused while its task, or one of its waits, refers to it.
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

        var ended = failure is null ? DispatchOutcome.Finished : report(what, sequence, failure);
        telemetry?.EndCall(measure, what.Method.EventName, what.Method.Name, failure?.GetType().FullName);
        outcome?.End(ended);
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
