namespace Spectacles.Gateway;

/// <content>Events whose calls begin after they were read, but before those of the events read next.</content>
internal sealed partial class Dispatcher
{
    private volatile Task earlier = Task.CompletedTask;
    private long heldBack = long.MaxValue;

    /// <summary>
    /// Begins the remaining calls of a connection's last event after the connection has ended, because no other connection delivers it
    /// again. They begin as room becomes available, before those of the events read next.
    /// </summary>
    /// <param name="envelope">The event.</param>
    /// <param name="before">The progress of its calls.</param>
    /// <param name="stopping">Leaves the rest to the next process: the watermark is below the event.</param>
    /// <param name="outcome">Counts the calls; null if the outcome of the event is not needed.</param>
    public void GoOnAlone(in Envelope envelope, BeginResult before, CancellationToken stopping, EventOutcome? outcome = null)
    {
        var kept = new KeptEvent(shard.Id, envelope.Event.ToArray(), envelope.Data.ToArray(), envelope.Sequence);
        earlier = GoOnAloneAsync(earlier, kept, before, session, outcome, stopping);
    }

    /// <summary>
    /// Begins a replay of the events that were received while another set of shards handled them. They are handled before anything that is
    /// read from now on.
    /// </summary>
    /// <param name="ended">Called when the events have been handled.</param>
    /// <returns>
    /// A function that handles the events. When it is stopped early, the watermark stays below the first event whose calls have not begun.
    /// </returns>
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

    private async Task GoOnAloneAsync(
        Task first, KeptEvent one, BeginResult before, SessionProgress of, EventOutcome? outcome, CancellationToken stopping)
    {
        var begun = DispatchOutcome.NotBegun;
        try
        {
            await first.ConfigureAwait(false);
            if (before == BeginResult.Full || Choose(one.ToEnvelope(), of, outcome) == FilterVerdict.Handle)
            {
                await BeginRestAsync(one, stopping).ConfigureAwait(false);
            }

            begun = DispatchOutcome.Finished;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        finally
        {
            outcome?.End(begun);
        }
    }

    /// <summary>Begins calls beside the read loop, which begins none in the meantime.</summary>
    private async Task BeginRestAsync(KeptEvent one, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        while (BeginRest(one.ToEnvelope()) == BeginResult.Full)
        {
            await Window.WaitForRoomAsync(stopping).ConfigureAwait(false);
            stopping.ThrowIfCancellationRequested();
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
