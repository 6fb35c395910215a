using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>What a worker knows of a shard. Handlers get it as their <see cref="Shard"/>.</summary>
internal sealed class FleetShard : EngineShard
{
    private readonly FleetWorker worker;
    private readonly RepeatWindow repeats = new();

    public FleetShard(FleetWorker worker, int id, int shardCount)
        : base(worker.Dispatcher, id, shardCount)
    {
        this.worker = worker;
        Ordered = worker.IsOrdered ? new OrderedCalls(worker, this) : null;
    }

    /// <summary>The events that wait for earlier ones; null if none does.</summary>
    internal OrderedCalls? Ordered { get; }

    /// <summary>The events whose calls have not ended, with what waits for the outcome of the same event in another record.</summary>
    private Dictionary<(ulong Session, long Sequence), TaskCompletionSource<DispatchOutcome>?>? unfinished;

    /// <summary>Sends a command to the node that owns the shard, and waits until it has sent it to Discord.</summary>
    /// <inheritdoc cref="Shard.SendAsync"/>
    /// <exception cref="GatewayException">
    /// No node owns the shard now, or it has not answered in time, or can't send the command.
    /// </exception>
    public override async ValueTask SendAsync(
        GatewayCommand command, WhenNotReady whenNotReady = WhenNotReady.Wait, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        string nonce = (command as RequestGuildMembers)?.Nonce ?? "";
        string asker = nonce.Length > 0 ? await worker.Members.OpenAsync(cancellationToken).ConfigureAwait(false) : "";
        byte[] request = CommandRequest.Write(Id, whenNotReady, command.ToUtf8().Span, asker, nonce);
        await FleetCommands.AskAsync(worker.Engine, Id, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins the calls of an event of the log, or lets them wait for those of earlier events, unless it is a repeat.</summary>
    /// <param name="one">The event.</param>
    /// <param name="place">Where it is. Its record stays until the outcome.</param>
    /// <param name="isRepeatAllowed">Whether the event may have been begun before, because it is delivered or tried again.</param>
    /// <param name="failedAttempts">How often it has failed before.</param>
    /// <param name="outcome">The outcome of the calls.</param>
    /// <returns>False for a repeat.</returns>
    public bool TryBegin(
        in RecordedEvent one, EventPlace place, bool isRepeatAllowed, int failedAttempts, out ValueTask<DispatchOutcome> outcome)
    {
        // An interaction or a fleeting event may arrive while the partition is read.
        lock (repeats)
        {
            var key = (one.Shard.Session, one.Sequence);
            if (!repeats.TryBegin(key.Session, key.Sequence, isRepeatAllowed) && !isRepeatAllowed)
            {
                outcome = OutcomeOf(key);
                return false;
            }

            outcome = Ordered is null ? Dispatch(one) : new ValueTask<DispatchOutcome>(Ordered.AddAsync(one, place, failedAttempts));
            if (!outcome.IsCompletedSuccessfully)
            {
                (unfinished ??= []).TryAdd(key, null);
                outcome = EndAsync(outcome, key);
                return true;
            }

            var result = outcome.Result;
            outcome = new ValueTask<DispatchOutcome>(result);
            if (result != DispatchOutcome.Finished)
            {
                repeats.Forget(key.Session, key.Sequence);
            }

            return true;
        }
    }

    /// <summary>Begins the calls of an event whose turn it is.</summary>
    public ValueTask<DispatchOutcome> DispatchAsync(EventPlace place)
    {
        lock (repeats)
        {
            return Dispatch(place.Read());
        }
    }

    /// <summary>
    /// Begins the calls of an event that is not in the log, unless they would have to wait. It comes once, and has no session.
    /// </summary>
    /// <returns>Whether they have begun. Otherwise, the event is not kept.</returns>
    public bool TryBeginUnstored(in RecordedEvent one)
    {
        lock (repeats)
        {
            if (CallsInFlight >= worker.MaxInFlight)
            {
                return false;
            }

            var outcome = Dispatch(one);
            return !outcome.IsCompletedSuccessfully || outcome.Result != DispatchOutcome.NotBegun;
        }
    }

    /// <summary>
    /// A repeat must not be acknowledged while its event can still fail: the broker may have forgotten the first delivery.
    /// </summary>
    private ValueTask<DispatchOutcome> OutcomeOf((ulong Session, long Sequence) key)
    {
        if (unfinished is null || !unfinished.TryGetValue(key, out var waiting))
        {
            return new ValueTask<DispatchOutcome>(DispatchOutcome.Finished);
        }

        waiting ??= new TaskCompletionSource<DispatchOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        unfinished[key] = waiting;
        return new ValueTask<DispatchOutcome>(waiting.Task);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DispatchOutcome> EndAsync(ValueTask<DispatchOutcome> calls, (ulong Session, long Sequence) key)
    {
        var outcome = DispatchOutcome.NotBegun;
        try
        {
            outcome = await calls.ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            TaskCompletionSource<DispatchOutcome>? waiting;
            lock (repeats)
            {
                unfinished!.Remove(key, out waiting);
                if (outcome != DispatchOutcome.Finished)
                {
                    repeats.Forget(key.Session, key.Sequence);
                }
            }

            waiting?.TrySetResult(outcome);
        }
    }

    private ValueTask<DispatchOutcome> Dispatch(in RecordedEvent one) =>
        DispatchAsync(one.Name, one.Data, one.Sequence, EventActivity.Read(one.TraceContext));
}
