namespace Spectacles.Gateway.Testing;

/// <summary>Network faults of one connection. The session can be resumed after each of them.</summary>
public sealed class ConnectionFaults
{
    private readonly Link link;
    private readonly Outbox outbox;
    private readonly HeartbeatWatch heartbeats;
    private readonly TimeProvider time;
    private readonly CancellationToken gone;

    internal ConnectionFaults(Link link, Outbox outbox, HeartbeatWatch heartbeats, TimeProvider time, CancellationToken gone) =>
        (this.link, this.outbox, this.heartbeats, this.time, this.gone) = (link, outbox, heartbeats, time, gone);

    /// <summary>
    /// Whether heartbeats are received but not acknowledged on this connection: a zombie connection. Events are still sent.
    /// </summary>
    public bool WithholdHeartbeatAcks { get; set; }

    internal Action Drop { get; init; } = static () => { };

    /// <summary>Cuts the connection with a TCP reset within the next web socket frame: only its first half arrives.</summary>
    public void DropInFrame() => link.ResetInNext(Drop);

    /// <summary>
    /// Leaves the connection half-open: the gateway no longer reads or sends on it and does not close it. Pending events wait for RESUME.
    /// </summary>
    public void FallSilent()
    {
        heartbeats.Dispose();
        link.Hold();
    }

    /// <summary>Reads nothing and sends nothing for this time, by the gateway's clock; then continues.</summary>
    public void Stall(TimeSpan duration)
    {
        heartbeats.Pause();
        link.Hold();
        _ = GoOnLaterAsync(duration);
    }

    /// <summary>Sends only the first half of the next gateway message as a complete message: truncated JSON.</summary>
    public void TruncateNextMessage() => outbox.DamageNext(MessageDamage.Truncated);

    /// <summary>
    /// Corrupts the next gateway message: with zlib-stream or zstd-stream it can't be inflated, otherwise it is not valid JSON.
    /// </summary>
    public void CorruptNextMessage() => outbox.DamageNext(MessageDamage.Corrupt);

    private async Task GoOnLaterAsync(TimeSpan duration)
    {
        try
        {
            await Task.Delay(duration, time, gone);
            link.GoOn();
            heartbeats.Restart();
        }
        catch (OperationCanceledException)
        {
        }
    }
}
