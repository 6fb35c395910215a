namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Passes events to workers without storing them: at most once. Interactions are confirmed by the worker, because a user waits for the
/// answer and Discord for three seconds only.
/// </summary>
/// <param name="engine">The broker.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Reports an error of the fleet.</param>
internal sealed class DirectEvents(IFleetEngine engine, TimeProvider time, Action<string, Exception?> report)
{
    /// <summary>How long a worker has to confirm that it has an interaction.</summary>
    public static readonly TimeSpan ConfirmTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>The time limit for <see cref="OnMissed"/>.</summary>
    public static readonly TimeSpan TellTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The number of events that can be on their way at once. More are dropped, and counted.</summary>
    public const int MostUnsent = 1024;

    /// <summary>
    /// The number of interactions that can be on their way at once, until <see cref="OnMissed"/> has ended. More are missed without it.
    /// </summary>
    public const int MostAsked = 1024;

    private int unsent;
    private int asked;
    private int isReported;
    private long dropped;
    private long missed;

    /// <summary>The number of events that were dropped, because the broker did not take them fast enough.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>The number of interactions that no worker has confirmed.</summary>
    public long Missed => Volatile.Read(ref missed);

    /// <summary>Called with an interaction's payload if no worker has confirmed it; null for nothing.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? OnMissed { get; init; }

    /// <summary>Passes an interaction to a worker.</summary>
    public void Ask(in Dispatch dispatch, int shardId)
    {
        if (Volatile.Read(ref asked) >= MostAsked)
        {
            Miss();
            if (Interlocked.Exchange(ref isReported, 1) == 0)
            {
                report(
                    $"{MostAsked} interactions wait for a worker or for InteractionMissed, so others are missed without a call of "
                    + "InteractionMissed. Start more workers, or make InteractionMissed faster. This is reported once.",
                    null);
            }

            return;
        }

        _ = AskAsync(RecordWriter.WriteUnstored(dispatch, shardId, engine.Plan, time.GetUtcNow()), dispatch.Data.ToArray());
    }

    /// <summary>Passes an event to the workers that are there.</summary>
    public void Send(in Dispatch dispatch, int shardId, string name)
    {
        if (Volatile.Read(ref unsent) >= MostUnsent)
        {
            Drop();
            return;
        }

        _ = SendAsync(FleetAddresses.Fleeting(name), RecordWriter.WriteUnstored(dispatch, shardId, engine.Plan, time.GetUtcNow()));
    }

    private void Drop()
    {
        FleetMeter.EventsDropped.Add(1);
        Interlocked.Increment(ref dropped);
    }

    private void Miss()
    {
        FleetMeter.InteractionsMissed.Add(1);
        Interlocked.Increment(ref missed);
    }

    private async Task SendAsync(string address, ReadOnlyMemory<byte> record)
    {
        Interlocked.Increment(ref unsent);
        try
        {
            using var patience = new CancellationTokenSource(ConfirmTimeout, time);
            await engine.Requests.SendAsync(address, record, patience.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever an engine throws, the event has not been sent.
        catch (Exception)
#pragma warning restore CA1031
        {
            Drop();
        }
        finally
        {
            Interlocked.Decrement(ref unsent);
        }
    }

    private async Task AskAsync(ReadOnlyMemory<byte> record, ReadOnlyMemory<byte> payload)
    {
        Interlocked.Increment(ref asked);
        try
        {
            if (!await IsConfirmedAsync(record).ConfigureAwait(false))
            {
                Miss();
                await TellAsync(payload).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref asked);
        }
    }

    private async Task<bool> IsConfirmedAsync(ReadOnlyMemory<byte> record)
    {
        try
        {
            var answer = await engine.Requests.AskAsync(FleetAddresses.Interactions, record, ConfirmTimeout, CancellationToken.None)
                .ConfigureAwait(false);
            return answer.Outcome == RequestOutcome.Answered;
        }
#pragma warning disable CA1031 // Whatever an engine throws, no worker has confirmed.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>Calls the program's own code, which may throw anything.</summary>
    private async Task TellAsync(ReadOnlyMemory<byte> payload)
    {
        if (OnMissed is not { } tell)
        {
            return;
        }

        using var patience = new CancellationTokenSource(TellTimeout, time);
        try
        {
            await tell(payload, patience.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it throws is reported.
        catch (Exception e)
#pragma warning restore CA1031
        {
            string problem = patience.IsCancellationRequested ? $"has not ended within {TellTimeout.TotalSeconds} s" : "threw";
            report($"InteractionMissed {problem}, so a user may have no answer: {e.Message}", e);
        }
    }
}
