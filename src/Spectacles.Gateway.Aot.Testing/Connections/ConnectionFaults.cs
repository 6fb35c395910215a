namespace Spectacles.Gateway.Testing;

/// <summary>What can go wrong on one connection without a word of the protocol. The session can be resumed after each of them.</summary>
public sealed class ConnectionFaults
{
    private readonly Link link;
    private readonly Outbox outbox;
    private readonly HeartbeatWatch heartbeats;
    private readonly TimeProvider clock;
    private readonly CancellationToken gone;

    internal ConnectionFaults(Link link, Outbox outbox, HeartbeatWatch heartbeats, TimeProvider clock, CancellationToken gone) =>
        (this.link, this.outbox, this.heartbeats, this.clock, this.gone) = (link, outbox, heartbeats, clock, gone);

    /// <summary>Whether heartbeats are received but not acknowledged on this connection: a zombie, while events still come.</summary>
    public bool WithholdHeartbeatAcks { get; set; }

    internal Action Drop { get; init; } = static () => { };

    /// <summary>Cuts the connection with a TCP reset within the next web socket frame: its first half arrives, the rest never does.</summary>
    public void DropInFrame() => link.ResetInNext(Drop);

    /// <summary>Leaves the connection half-open: from now on the gateway reads nothing and sends nothing on it, and does not end it. What is due waits for RESUME.</summary>
    public void FallSilent()
    {
        heartbeats.Dispose();
        link.Hold();
    }

    /// <summary>Reads nothing and sends nothing for this time, by the gateway's clock; then goes on as if nothing had been.</summary>
    public void Stall(TimeSpan time)
    {
        heartbeats.Pause();
        link.Hold();
        _ = GoOnLaterAsync(time);
    }

    /// <summary>Sends only the first half of the next gateway message, as if it were whole: truncated JSON.</summary>
    public void TruncateNextMessage() => outbox.DamageNext(MessageDamage.Truncated);

    /// <summary>Sends the next gateway message so that it can't be read: under zlib-stream and zstd-stream it can't be inflated, otherwise it is no JSON.</summary>
    public void CorruptNextMessage() => outbox.DamageNext(MessageDamage.Corrupt);

    private async Task GoOnLaterAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, clock, gone);
            link.GoOn();
            heartbeats.Restart();
        }
        catch (OperationCanceledException)
        {
        }
    }
}
