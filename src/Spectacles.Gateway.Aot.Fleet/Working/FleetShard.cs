namespace Spectacles.Gateway.Fleet;

/// <summary>What a worker knows of a shard. Handlers get it as their <see cref="Shard"/>.</summary>
internal sealed class FleetShard(FleetWorker worker, int id, int shardCount) : EngineShard(worker.Dispatcher, id, shardCount)
{
    private readonly RepeatWindow repeats = new();
    private readonly Lock gate = new();

    /// <summary>Sends a command to the node that owns the shard, and waits until it has sent it to Discord.</summary>
    /// <inheritdoc cref="Shard.SendAsync"/>
    /// <exception cref="GatewayException">
    /// No node owns the shard now, or it has not answered in time, or can't send the command.
    /// </exception>
    public override ValueTask SendAsync(
        GatewayCommand command, WhenNotReady whenNotReady = WhenNotReady.Wait, CancellationToken cancellationToken = default) =>
        new(FleetCommands.SendAsync(worker.Engine, Id, command, whenNotReady, cancellationToken));

    /// <summary>Begins the calls of an event of the log, unless it is a repeat.</summary>
    /// <param name="one">The event.</param>
    /// <param name="isRepeatAllowed">Whether the event may have been begun before, because it is delivered or tried again.</param>
    /// <param name="outcome">The outcome of the calls.</param>
    /// <returns>False for a repeat.</returns>
    public bool TryBegin(in RecordedEvent one, bool isRepeatAllowed, out ValueTask<DispatchOutcome> outcome)
    {
        // An interaction or a fleeting event may arrive while the partition is read.
        lock (gate)
        {
            bool isNew = repeats.TryBegin(one.Shard.Session, one.Sequence, isRepeatAllowed);
            outcome = isNew || isRepeatAllowed ? Dispatch(one) : default;
            return isNew || isRepeatAllowed;
        }
    }

    /// <summary>
    /// Begins the calls of an event that is not in the log, unless they would have to wait. It comes once, and has no session.
    /// </summary>
    /// <returns>Whether they have begun. Otherwise, the event is not kept.</returns>
    public bool TryBeginUnstored(in RecordedEvent one)
    {
        lock (gate)
        {
            if (CallsInFlight >= worker.MaxInFlight)
            {
                return false;
            }

            var outcome = Dispatch(one);
            return !outcome.IsCompletedSuccessfully || outcome.Result != DispatchOutcome.NotBegun;
        }
    }

    private ValueTask<DispatchOutcome> Dispatch(in RecordedEvent one) =>
        DispatchAsync(one.Name, one.Data, one.Sequence, EventActivity.Read(one.TraceContext));
}
