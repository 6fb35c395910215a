namespace Spectacles.Gateway;

/// <content>Events whose calls begin later than they were read, and before those of what is read next.</content>
internal sealed partial class Dispatcher
{
    private volatile Task earlier = Task.CompletedTask;
    private long heldBack = long.MaxValue;

    /// <summary>The connection ends before all calls of its last event have begun: no other one brings it again. They begin as room comes, before those of what is read next.</summary>
    /// <param name="envelope">The event.</param>
    /// <param name="before">How far its calls have come.</param>
    /// <param name="stopping">Leaves the rest to the next process: the watermark is below the event.</param>
    public void GoOnAlone(in Envelope envelope, BeginResult before, CancellationToken stopping)
    {
        var kept = new KeptEvent(shard.Id, envelope.Event.ToArray(), envelope.Data.ToArray(), envelope.Sequence);
        earlier = GoOnAloneAsync(earlier, kept, before, session, stopping);
    }

    /// <summary>What was received while another set of shards handled the events is to be handled before anything that is read from now on.</summary>
    /// <param name="ended">Called when it has been handled.</param>
    /// <returns>Handles it. When it is stopped before the end, the watermark stays below the first event of which calls have not begun.</returns>
    public Func<IEnumerable<KeptEvent>, CancellationToken, Task> BeginReplay(Action ended)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        earlier = done.Task;
        var of = session;
        return async (kept, stopping) =>
        {
            try
            {
                foreach (var one in kept)
                {
                    HoldBack(one.Sequence, of);
                    remaining = CallsOf(one.Name, of, inOrder: true);
                    await BeginRestAsync(one, stopping).ConfigureAwait(false);
                }

                HoldBack(long.MaxValue, of);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
            finally
            {
                ended();
                done.SetResult();
            }
        };
    }

    private async Task GoOnAloneAsync(Task first, KeptEvent one, BeginResult before, SessionProgress of, CancellationToken stopping)
    {
        try
        {
            await first.ConfigureAwait(false);
            if (before == BeginResult.Full || TryChoose(one.Envelope, of))
            {
                await BeginRestAsync(one, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Begins calls beside the read loop, which begins none meanwhile.</summary>
    private async Task BeginRestAsync(KeptEvent one, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        while (BeginRest(one.Envelope) == BeginResult.Full)
        {
            await Window.WaitForRoomAsync(stopping).ConfigureAwait(false);
        }
    }

    private void HoldBack(long sequence, SessionProgress of)
    {
        if (session == of)
        {
            Volatile.Write(ref heldBack, sequence);
        }
    }
}
