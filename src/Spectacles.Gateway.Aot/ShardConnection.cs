using System.Buffers;
using System.Net.WebSockets;

namespace Spectacles.Gateway;

/// <summary>One connection of a shard, from the dial to the close. It owns its socket, its buffers, its timers; nothing of it outlives it.</summary>
internal sealed class ShardConnection : IDisposable
{
    // As much as the socket's own buffer: a shard holds it while it waits.
    private const int ReceiveSize = 4 * 1024;
    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HelloDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);

    private readonly Shard shard;
    private readonly ShardContext context;
    private readonly ShardCalls calls;
    private readonly IGatewayConnection connection;
    private readonly ConnectionLifecycle lifecycle;
    private readonly MessageReading reading;
    private readonly FrameBuffer plain;
    private readonly IInflater compressed;
    private readonly CancellationTokenSource ended = new();
    private readonly CancellationTokenSource closeBegun = new();
    private readonly StageDeadline deadline;
    private Task beating = Task.CompletedTask;
    private Task greeting = Task.CompletedTask;
    private ShardHandshake? handshake;
    private Closing? closing;
    private bool discarding;
    private bool blocked;
    private bool tooLarge;
    private bool wasOpen;
    private bool peerClosed;

    public ShardConnection(Shard shard, ShardContext context, ShardCalls calls, Session? session)
    {
        this.shard = shard;
        this.context = context;
        this.calls = calls;
        connection = context.NewConnection(out compressed);
        lifecycle = new ConnectionLifecycle(session);
        reading = new MessageReading(shard, context, calls);
        plain = new FrameBuffer(context.Options.MaxMessageBytes);
        Ended = ended.Token;
        Sender = new CommandSender(connection, shard, context.Time, Ended);
        Heartbeat = new ShardHeartbeat(shard, context, calls, lifecycle, Sender);
        deadline = new StageDeadline(connection.Abort, () => calls.Pauses.IsPaused, context.Time);
    }

    public CommandSender Sender { get; }

    public ShardHeartbeat Heartbeat { get; }

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Ended { get; }

    public Session? Session => lifecycle.Session;

    /// <summary>When the session began or went on; null before that.</summary>
    public long? ReadySince { get; private set; }

    /// <summary>Whether HELLO came.</summary>
    public bool WasGreeted => handshake is not null;

    /// <summary>When RESUME was sent; null when it was not.</summary>
    public long? ResumeBegan => handshake?.ResumeBegan;

    /// <summary>Whether the user has ended it.</summary>
    public bool WasClosedByUser => closing is { ByUser: true };

    /// <summary>Lives until the connection has ended.</summary>
    /// <returns>Why it ended, and what is to follow.</returns>
    public async Task<LifecycleStep> RunAsync(Uri address)
    {
        try
        {
            deadline.Set(ConnectDeadline, "the connection did not open");
            await connection.ConnectAsync(address, Ended).ConfigureAwait(false);
            wasOpen = true;
            calls.Pauses.Begin();
            shard.Events.TellOpened(shard);
            calls.Pauses.End();
            deadline.Set(HelloDeadline, "HELLO did not come");
            return await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            return closing?.Step ?? lifecycle.Closed(null, deadline.Missed ?? ConnectFailure.Explain(e));
        }
#pragma warning disable CA1031 // A connection of the user's may throw anything; the shard outlives it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            string reason = $"the connection threw {e.GetType().Name}: {PeerText.Escape(e.Message)}";
            context.Errors.Send(new GatewayError(GatewayErrorKind.Connection, reason, shard.Id) { Exception = ConnectFailure.Printable(e) });
            return closing?.Step ?? lifecycle.Closed(null, reason);
        }
        finally
        {
            deadline.Clear();
            shard.LeaveReady(this);
            await ended.CancelAsync().ConfigureAwait(false);
            connection.Abort();
            await beating.ConfigureAwait(false);
            await greeting.ConfigureAwait(false);
        }
    }

    /// <summary>Dispatches nothing from now on; what still arrives is left to a resume.</summary>
    public void StopDispatching() => Volatile.Write(ref discarding, true);

    /// <summary>Sends our close, once; the read loop goes on to the peer's, up to a deadline.</summary>
    public async Task CloseAsync(LifecycleStep step, int code, bool byUser = false)
    {
        StopDispatching();
        if (Interlocked.CompareExchange(ref closing, new Closing(step, code, byUser), null) is not null)
        {
            return;
        }

        if (!peerClosed)
        {
            shard.Events.TellDisconnecting(new ShardClose(code, step.Describe(), CloseOrigin.Client, step.After == AfterClose.Resume && CloseRules.Keeps(code) && Session is not null), shard);
        }

        shard.LeaveReady(this);
        deadline.SetFinal(CloseDeadline, "the peer did not answer our close");
        try
        {
            // A read loop that waits for handlers has to read the peer's answer now.
            await closeBegun.CancelAsync().ConfigureAwait(false);
            await Sender.CloseAsync(code, string.Empty).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            connection.Abort();
        }
    }

    /// <summary>How it has ended; null when it was never open.</summary>
    public ShardClose? Ending(LifecycleStep end, bool resumes) => wasOpen
        ? new ShardClose(peerClosed ? connection.PeerCloseCode : closing?.Code, end.Describe(), peerClosed ? CloseOrigin.Server : closing is null ? CloseOrigin.Lost : CloseOrigin.Client, resumes)
        : null;

    public void Dispose()
    {
        deadline.Dispose();
        plain.Dispose();
        compressed.Dispose();
        connection.Dispose();
        closeBegun.Dispose();
        ended.Dispose();
    }

    private async Task<LifecycleStep> ReadAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReceiveSize);
        try
        {
            while (true)
            {
                var frame = await connection.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    peerClosed = closing is null;
                    var step = closing?.Step ?? lifecycle.Closed(connection.PeerCloseCode, connection.PeerCloseReason is { } reason ? PeerText.Escape(reason) : null);
                    await CloseAsync(step, CloseRules.KeepSession).ConfigureAwait(false);
                    return step;
                }

                if (Volatile.Read(ref discarding))
                {
                    continue;
                }

                IInflater inflater = frame.MessageType == WebSocketMessageType.Binary ? compressed : plain;
                if (TryReceive(inflater, buffer.AsMemory(0, frame.Count), frame.EndOfMessage, out var next))
                {
                    await ActAsync(next, inflater).ConfigureAwait(false);
                    inflater.Release();
                    if (calls.Window.IsFull)
                    {
                        await calls.WaitForRoomAsync(closeBegun.Token).ConfigureAwait(false);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>From a frame to the first await of the handlers.</summary>
    private bool TryReceive(IInflater inflater, ReadOnlyMemory<byte> frame, bool endOfMessage, out LifecycleStep step)
    {
        step = default;
        try
        {
            if (!inflater.TryInflate(frame, endOfMessage))
            {
                return false;
            }
        }
        catch (Exception e) when (e is InvalidDataException or MessageTooLargeException)
        {
            tooLarge = e is MessageTooLargeException;
            step = lifecycle.ReceiveGarbage(e.Message);
            return true;
        }

        if (!reading.TryRead(inflater, out var envelope, out bool isWhole))
        {
            step = lifecycle.ReceiveGarbage("a message is no JSON object with an opcode");
            return true;
        }

        step = lifecycle.Receive(envelope);
        if (envelope.Op == Opcode.HeartbeatAck)
        {
            Heartbeat.Acknowledge();
        }

        if (step.Action is LifecycleAction.Ready or LifecycleAction.Resumed)
        {
            deadline.Clear();
            bool resumed = step.Action == LifecycleAction.Resumed;
            ReadySince = context.Time.GetTimestamp();
            shard.Loop.Succeed(lifecycle.Session!, resumed);
            calls.Pauses.Begin();
            shard.EnterReady(this, resumed);
            calls.Pauses.End();
        }

        if (step.Action is LifecycleAction.Dispatch or LifecycleAction.Ready or LifecycleAction.Resumed)
        {
            shard.CountEvent(step.Notice);
            if (ReadySince is null)
            {
                handshake!.Progress();
            }

            blocked = isWhole && !calls.TryBegin(envelope);
            if (!isWhole)
            {
                calls.Skip(envelope.Sequence);
            }
        }
        else if (step.Action == LifecycleAction.Drop)
        {
            shard.CountRepeated();
        }

        return true;
    }

    private ValueTask ActAsync(LifecycleStep step, IInflater inflater) => step.Action switch
    {
        LifecycleAction.Dispatch or LifecycleAction.Ready or LifecycleAction.Resumed => blocked ? GoOnAsync(inflater) : default,
        LifecycleAction.Identify or LifecycleAction.Resume => Greet(step.Action),
        LifecycleAction.Beat => Heartbeat.SendAsync(),
        LifecycleAction.Close => new ValueTask(CloseAsync(step, tooLarge ? (int)CloseCode.MessageTooBig : CloseRules.KeepSession)),
        _ => default,
    };

    /// <summary>The handlers are at the limit: read no more until those that finish make room for the rest of this event's calls, or the connection is to end.</summary>
    private async ValueTask GoOnAsync(IInflater inflater)
    {
        while (blocked)
        {
            await calls.WaitForRoomAsync(closeBegun.Token).ConfigureAwait(false);
            bool ends = Volatile.Read(ref discarding);
            blocked = Envelope.TryRead(inflater.Message, out var envelope) && !ends && !calls.TryGoOn(envelope);
            if (ends)
            {
                calls.GoOnAlone(envelope, shard.Loop.Stopping);
            }
        }
    }

    private ValueTask Greet(LifecycleAction action)
    {
        beating = Heartbeat.RunAsync(step => CloseAsync(step, CloseRules.KeepSession), Ended);
        deadline.Clear();
        handshake = new ShardHandshake(shard, context, Sender, deadline);
        greeting = handshake.GreetAsync(action == LifecycleAction.Resume ? lifecycle.Session : null, Ended);
        return default;
    }

    private sealed record Closing(LifecycleStep Step, int Code, bool ByUser);
}
