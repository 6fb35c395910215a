namespace Spectacles.Gateway;

/// <summary>
/// The heartbeats of one connection. Sends them when they are due or requested, and closes the connection if they are not acknowledged.
/// </summary>
/// <param name="parts">The shard.</param>
/// <param name="lifecycle">The connection's lifecycle.</param>
/// <param name="writer">Writes to the connection.</param>
/// <param name="ended">Canceled at the end of the connection.</param>
internal sealed class ShardHeartbeat(ShardParts parts, ConnectionLifecycle lifecycle, ConnectionWriter writer, CancellationToken ended)
{
    private TaskCompletionSource<bool>? acknowledgement;
    private TimeSpan pausedAtLastBeat;

    private ReadPauses Pauses => parts.Dispatcher.Pauses;

    /// <summary>Sends heartbeats until the connection ends, or must be closed because it does not respond.</summary>
    public Task RunAsync(Func<LifecycleStep, Task> close)
    {
        pausedAtLastBeat = Pauses.Total;
        parts.Beats.Begin();
        writer.Reserve(lifecycle.HeartbeatInterval);
        return HeartbeatTimer.RunAsync(
            lifecycle.HeartbeatInterval, Random.Shared.NextDouble(), jump => BeatAsync(jump, close), parts.Time, ended);
    }

    public void Acknowledge()
    {
        if (parts.Beats.Acknowledge(Pauses.Total) is { } latency)
        {
            parts.Telemetry.MeasureLatency(latency);
        }

        Volatile.Read(ref acknowledgement)?.TrySetResult(true);
    }

    public async ValueTask SendAsync()
    {
        parts.Beats.Send(Pauses.Total);
        try
        {
            await writer.SendOwnAsync(new Heartbeat(lifecycle.LastSequence)).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            writer.Abort();
        }
    }

    /// <summary>Sends a heartbeat and waits for an acknowledgement, which may belong to an earlier heartbeat.</summary>
    /// <returns>False if the connection ended before.</returns>
    public async Task<bool> RoundTripAsync(CancellationToken cancellationToken)
    {
        var next = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref acknowledgement, next);
        using var end = ended.UnsafeRegister(static waiting => ((TaskCompletionSource<bool>)waiting!).TrySetResult(false), next);
        await SendAsync().ConfigureAwait(false);
        return await next.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Sends a heartbeat for the user. It must not use the part of the limit that is reserved for the shard's own heartbeats.
    /// </summary>
    public async Task SendForUserAsync(CancellationToken cancellationToken)
    {
        bool sent;
        try
        {
            parts.Beats.Send(Pauses.Total);
            sent = await writer.TryEnterAsync(cancellationToken).ConfigureAwait(false);
            if (sent)
            {
                await writer.WriteAndLeaveAsync(new Heartbeat(lifecycle.LastSequence).ToUtf8()).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException && ConnectFailure.IsBroken(e))
        {
            throw new GatewayException($"Shard {parts.Id} lost its connection while it sent a heartbeat. It reconnects automatically.", e);
        }

        if (!sent)
        {
            throw new GatewayException(
                $"The connection of shard {parts.Id} was closed before the heartbeat was sent. It reconnects automatically.");
        }
    }

    private async ValueTask<bool> BeatAsync(TimeSpan jump, Func<LifecycleStep, Task> close)
    {
        // Time spent not reading does not count: an acknowledgement may be waiting among unread messages.
        var paused = Pauses.Total;
        bool wasReading = !Pauses.IsPaused && paused - pausedAtLastBeat < lifecycle.HeartbeatInterval / 4;
        pausedAtLastBeat = paused;
        if (jump > TimeSpan.Zero)
        {
            wasReading = false;
            parts.Errors.Write(logger => Log.ClockJumped(logger, parts.Id, jump));
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
