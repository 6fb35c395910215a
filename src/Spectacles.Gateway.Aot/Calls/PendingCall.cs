using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>One call, from its beginning to its end. Used again for later calls, with the same continuation and the same flow, so that a waiting handler costs its own task only.</summary>
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
        var outside = Flowing.Value;
        Flowing.Value = this;
        flow = ExecutionContext.Capture()!;
        Flowing.Value = outside;
    }

    /// <summary>The unfinished call that runs here, or that what runs here was awaited by or started by; null outside of handlers.</summary>
    public static PendingCall? Inside => Flowing.Value is { IsCounted: true } call ? call : null;

    public CallWindow Window => window;

    public HandlerCall Call { get; private set; } = default!;

    public long Sequence { get; private set; }

    /// <summary>Whether the sequence says how far the session has come.</summary>
    public bool IsInOrder { get; private set; }

    public long Started { get; set; }

    /// <summary>Whether the call is unfinished and not given up. Written under the window's lock, or by the read loop before anybody knows the call.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Whether the call is beyond its first await. Under the window's lock.</summary>
    public bool IsTracked { get; set; }

    /// <summary>Whether a wait of the library's own is pending in the call. Under the window's lock.</summary>
    public bool IsWaiting => waits + sends > 0;

    /// <summary>Makes what runs on this thread run inside of the call.</summary>
    /// <returns>What was here before; to be restored.</returns>
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

    /// <summary>Whether the call leaves its place to another one.</summary>
    /// <param name="open">Whether commands go out.</param>
    public bool IsAway(bool open) => waits > 0 || (sends > 0 && !open);

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
#pragma warning disable CA1031 // Whatever a handler throws is reported and ends nothing.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        window.Finish(this, failure);
    }
}
