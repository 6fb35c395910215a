using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Dispatching;

/// <summary>One unfinished call. Used again for later calls, with the same continuation, so that a waiting handler costs its own task only.</summary>
/// <typeparam name="TCall">What names the call in a report.</typeparam>
internal sealed class PendingCall<TCall>
{
    private readonly CallWindow<TCall> window;
    private readonly Action finished;
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter awaiter;

    public PendingCall(CallWindow<TCall> window)
    {
        this.window = window;
        finished = Finished;
    }

    public TCall Call { get; private set; } = default!;

    public long Sequence { get; private set; }

    public long Started { get; private set; }

    public void Begin(ValueTask task, TCall call, long sequence, long started)
    {
        awaiter = task.ConfigureAwait(false).GetAwaiter();
        Call = call;
        Sequence = sequence;
        Started = started;
    }

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
