using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// One call, from its beginning to its end. It is reused for later calls, with the same continuation and the same flow, so a waiting
/// handler allocates only its own task.
/// </summary>
internal sealed class PendingCall
{
    private static readonly AsyncLocal<PendingCall?> Flowing = new();

    private readonly CallWindow window;
    private readonly Action finished;
    private readonly ExecutionContext flow;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter;
    private int waits;
    private int sends;

    public PendingCall(CallWindow window)
    {
        this.window = window;
        finished = Finished;
        var (outside, activity) = (Flowing.Value, Activity.Current);

        // What a handler does belongs to its event, and not to the activity in which the cluster was started.
        (Flowing.Value, Activity.Current) = (this, null);
        flow = ExecutionContext.Capture()!;
        (Flowing.Value, Activity.Current) = (outside, activity);
    }

    /// <summary>The unfinished call in which the current code runs, or that awaited or started it; null outside of handlers.</summary>
    public static PendingCall? Inside => Flowing.Value is { IsCounted: true } call ? call : null;

    public CallWindow Window => window;

    /// <summary>
    /// Counts the call in which the current code runs as finished, because it is about to wait for the end of the calls.
    /// </summary>
    /// <param name="isAwaited">Returns whether the caller is about to wait for a call.</param>
    public static void ExcuseCaller(Func<PendingCall, bool> isAwaited)
    {
        if (Inside is { } call && isAwaited(call))
        {
            call.Window.Excuse(call);
        }
    }

    public HandlerCall Call { get; private set; } = default!;

    public long Sequence { get; private set; }

    /// <summary>Whether the sequence shows the progress of the session.</summary>
    public bool IsInOrder { get; private set; }

    public long Started { get; set; }

    /// <summary>Counts the call until it ends; null if the outcome of its event is not needed.</summary>
    public EventOutcome? Outcome { get; set; }

    /// <summary>The measurement of the call.</summary>
    public CallMeasure Measure { get; set; }

    /// <summary>
    /// Whether the call is unfinished and not abandoned. Written under the window's lock, or by the read loop before the call is shared.
    /// </summary>
    public bool IsCounted { get; set; }

    /// <summary>Whether the call is past its first await. Under the window's lock.</summary>
    public bool IsTracked { get; set; }

    /// <summary>Whether one of the library's own waits is pending in the call. Under the window's lock.</summary>
    public bool IsWaiting => waits + sends > 0;

    /// <summary>Makes the code on this thread run inside the call.</summary>
    /// <returns>The previous context, which the caller must restore.</returns>
    public ExecutionContext Enter(HandlerCall call, long sequence, bool isInOrder)
    {
        Call = call;
        Sequence = sequence;
        IsInOrder = isInOrder;
        IsTracked = false;
        IsCounted = true;
        var outside = ExecutionContext.Capture()!;
        ExecutionContext.Restore(flow);
        return outside;
    }

    /// <summary>Whether the call gives its slot to another one.</summary>
    /// <param name="open">Whether commands are sent.</param>
    public bool IsAway(bool open) => Call is { Method.RunsLong: true } || waits > 0 || (sends > 0 && !open);

    public void ChangeWaits(bool sending, int change)
    {
        if (sending)
        {
            sends += change;
        }
        else
        {
            waits += change;
        }
    }

    /// <summary>The call no longer holds back the watermark. Under the window's lock.</summary>
    public void LeaveOrder() => IsInOrder = false;

    /// <summary>Returns the outcome to end, once.</summary>
    public EventOutcome? TakeOutcome()
    {
        var taken = Outcome;
        Outcome = null;
        return taken;
    }

    /// <summary>Returns the measurement to end, once.</summary>
    public CallMeasure TakeMeasure()
    {
        var taken = Measure;
        Measure = default;
        return taken;
    }

    public void Take(ValueTask task) => awaiter = task.ConfigureAwait(false).GetAwaiter();

    public void Await()
    {
        if (awaiter.IsCompleted)
        {
            Finished();
        }
        else
        {
            awaiter.UnsafeOnCompleted(finished);
        }
    }

    public void End()
    {
        awaiter = default;
        IsCounted = false;
        Call = default!;
    }

    private void Finished()
    {
        Exception? failure = null;
        try
        {
            awaiter.GetResult();
        }
#pragma warning disable CA1031 // Any exception of a handler is reported; the shard continues.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        window.Finish(this, failure);
    }
}
