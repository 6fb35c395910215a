namespace Spectacles.Gateway;

/// <summary>The heartbeats of one connection: sent when they are due or asked for, and the connection judged by their acknowledgements.</summary>
internal sealed class ShardHeartbeat(Shard shard, ShardContext context, ShardCalls calls, ConnectionLifecycle lifecycle, CommandSender sender)
{
    private TimeSpan pausedAtLastBeat;

    /// <summary>Beats until the connection ends, or is to be closed because it does not answer.</summary>
    public Task RunAsync(Func<LifecycleStep, Task> close, CancellationToken ended)
    {
        pausedAtLastBeat = calls.Pauses.Total;
        shard.Beats.Begin();
        sender.Reserve(lifecycle.HeartbeatInterval);
        return HeartbeatTimer.RunAsync(lifecycle.HeartbeatInterval, Random.Shared.NextDouble(), jump => BeatAsync(jump, close), context.Time, ended);
    }

    public void Acknowledge()
    {
        shard.Beats.Acknowledge(calls.Pauses.Total);
        shard.NoteAcknowledgement();
    }

    public async ValueTask SendAsync()
    {
        shard.Beats.Send(calls.Pauses.Total);
        try
        {
            await sender.SendOwnAsync(new Heartbeat(lifecycle.LastSequence)).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            sender.Abort();
        }
    }

    /// <summary>The shard's own beats must not lack the room that this one takes.</summary>
    public async ValueTask SendForUserAsync(CancellationToken cancellationToken)
    {
        bool sent;
        try
        {
            shard.Beats.Send(calls.Pauses.Total);
            sent = await sender.TrySendAsync(CommandSender.Serialize(new Heartbeat(lifecycle.LastSequence)), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && ConnectFailure.IsBroken(e))
        {
            throw new GatewayException($"Shard {shard.Id} lost its connection while it sent a heartbeat. It reconnects by itself.", e);
        }

        if (!sent)
        {
            throw new GatewayException($"The connection of shard {shard.Id} was closed before the heartbeat was sent. It reconnects by itself.");
        }
    }

    private async ValueTask<bool> BeatAsync(TimeSpan jump, Func<LifecycleStep, Task> close)
    {
        // Time spent not reading does not count: an acknowledgement may wait behind what was not read.
        var paused = calls.Pauses.Total;
        bool wasReading = !calls.Pauses.IsPaused && paused - pausedAtLastBeat < lifecycle.HeartbeatInterval / 4;
        pausedAtLastBeat = paused;
        if (jump > TimeSpan.Zero)
        {
            wasReading = false;
            context.Errors.Write(logger => Log.ClockJumped(logger, shard.Id, jump));
        }

        var step = lifecycle.Tick(wasReading);
        if (step.Action == LifecycleAction.Close)
        {
            await close(step).ConfigureAwait(false);
            return false;
        }

        await SendAsync().ConfigureAwait(false);
        return true;
    }
}
