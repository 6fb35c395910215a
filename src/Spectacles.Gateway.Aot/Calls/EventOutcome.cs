using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace Spectacles.Gateway;

/// <summary>The calls of one event that are unfinished, and the outcome of the others. Reused for later events.</summary>
internal sealed class EventOutcome : IValueTaskSource<DispatchOutcome>
{
    /// <summary>The maximum number of unused objects that are kept.</summary>
    private const int MostKept = 1024;

    private readonly Stack<EventOutcome> pool;
    private ManualResetValueTaskSourceCore<DispatchOutcome> source = new() { RunContinuationsAsynchronously = true };
    private ActivityContext origin;
    private int pending;
    private int outcome;

    private EventOutcome(Stack<EventOutcome> pool) => this.pool = pool;

    /// <summary>What the activities of the calls link to; the default value for nothing.</summary>
    public ref readonly ActivityContext Origin => ref origin;

    /// <summary>The outcome, when it is known.</summary>
    public ValueTask<DispatchOutcome> Task => new(this, source.Version);

    /// <summary>Begins to count the calls of an event. The beginning itself counts as one, until <see cref="Close"/> or an end.</summary>
    /// <param name="pool">The objects to use again.</param>
    /// <param name="origin">What the activities of the calls link to.</param>
    public static EventOutcome Begin(Stack<EventOutcome> pool, in ActivityContext origin)
    {
        EventOutcome? one;
        lock (pool)
        {
            pool.TryPop(out one);
        }

        one ??= new EventOutcome(pool);
        (one.pending, one.outcome, one.origin) = (1, 0, origin);
        return one;
    }

    /// <summary>Counts a call that has not finished.</summary>
    public void Add() => Interlocked.Increment(ref pending);

    /// <summary>Notes how one of the calls has ended.</summary>
    public void Raise(DispatchOutcome one)
    {
        int before = Volatile.Read(ref outcome);
        while ((int)one > before)
        {
            int found = Interlocked.CompareExchange(ref outcome, (int)one, before);
            if (found == before)
            {
                return;
            }

            before = found;
        }
    }

    /// <summary>Ends one of the counted calls.</summary>
    public void End(DispatchOutcome one)
    {
        Raise(one);
        if (Interlocked.Decrement(ref pending) == 0)
        {
            source.SetResult((DispatchOutcome)Volatile.Read(ref outcome));
        }
    }

    /// <summary>Ends the beginning: all calls have begun.</summary>
    /// <returns>The outcome. If all calls have finished, this object is free for the next event.</returns>
    public ValueTask<DispatchOutcome> Close()
    {
        var task = Task;
        if (Interlocked.Decrement(ref pending) != 0)
        {
            return task;
        }

        var result = (DispatchOutcome)Volatile.Read(ref outcome);
        Return();
        return new ValueTask<DispatchOutcome>(result);
    }

    DispatchOutcome IValueTaskSource<DispatchOutcome>.GetResult(short token)
    {
        var result = source.GetResult(token);
        source.Reset();
        Return();
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<DispatchOutcome>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<DispatchOutcome>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    private void Return()
    {
        lock (pool)
        {
            if (pool.Count < MostKept)
            {
                pool.Push(this);
            }
        }
    }
}
