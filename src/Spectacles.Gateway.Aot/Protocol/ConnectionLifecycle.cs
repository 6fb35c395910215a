using System.Text.Json;

namespace Spectacles.Gateway.Protocol;

/// <summary>
/// The life of one connection as a function: what arrived goes in, what to do comes out. It knows no socket, no clock and no task.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#connection-lifecycle</remarks>
internal sealed class ConnectionLifecycle(Session? session)
{
    private enum Phase
    {
        AwaitingHello,
        AwaitingReady,
        AwaitingResumed,
        Ready,
    }

    private Phase phase = Phase.AwaitingHello;

    // Written by the read loop and the heartbeat.
    private volatile bool acknowledged = true;

    /// <summary>The session to resume, or null when the next connection has to identify.</summary>
    public Session? Session { get; private set; } = session;

    /// <summary>Known after HELLO.</summary>
    public TimeSpan HeartbeatInterval { get; private set; }

    /// <summary>What a heartbeat says: the last sequence, or null before the first event.</summary>
    public long? LastSequence => Session is { Sequence: > 0 } started ? started.Sequence : null;

    /// <summary>A message arrived.</summary>
    public LifecycleStep Receive(in Envelope message) => message.Op switch
    {
        Opcode.Dispatch => ReceiveEvent(message),
        Opcode.HeartbeatAck => Acknowledge(),
        // Not a beat of the schedule: it must not make an acknowledgement due. https://discord.com/developers/docs/events/gateway#heartbeat-requests
        Opcode.Heartbeat => LifecycleStep.Of(LifecycleAction.Beat),
        Opcode.Hello => ReceiveHello(message.Data),
        Opcode.Reconnect => Close("the server asked to reconnect (op 7)"),
        Opcode.InvalidSession => ReceiveInvalidSession(message.Data),
        _ => LifecycleStep.Of(LifecycleAction.Wait),
    };

    /// <summary>
    /// A message arrived that can't be read. The session resumes once, for it may have been the wire; when a message fails again after the same
    /// event, a replay would bring the same one for ever, and the session is given up.
    /// </summary>
    public LifecycleStep ReceiveGarbage(string reason)
    {
        // Before HELLO nothing is a replay.
        if (Session is not { } live || phase is Phase.AwaitingHello)
        {
            return Close(reason);
        }

        if (live.FailedAfter == live.Sequence)
        {
            return Close($"the message after sequence {live.Sequence} can't be read, for the second time: {reason}", AfterClose.Identify) with { IsLoss = true };
        }

        live.FailedAfter = live.Sequence;
        return Close(reason);
    }

    /// <summary>A heartbeat is due.</summary>
    /// <param name="wasReading">Whether messages were read all the time since the last one; else a missing acknowledgement proves nothing.</param>
    public LifecycleStep Tick(bool wasReading)
    {
        if (!acknowledged && wasReading)
        {
            return Close("a heartbeat was not acknowledged by the next one (zombie)");
        }

        acknowledged = false;
        return LifecycleStep.Of(LifecycleAction.Beat);
    }

    /// <summary>The connection ended.</summary>
    /// <param name="code">The server's close code; null when it gave none.</param>
    /// <param name="reason">The server's reason, or the error.</param>
    public LifecycleStep Closed(int? code, string? reason)
    {
        var step = Close(reason ?? "the connection ended", CloseRules.After(code));

        // Whoever was too fast must not be as fast again.
        return step with { Code = code, PauseFirst = (CloseCode?)code == CloseCode.RateLimited };
    }

    private LifecycleStep ReceiveHello(ReadOnlySpan<byte> data)
    {
        if (phase != Phase.AwaitingHello)
        {
            return LifecycleStep.Of(LifecycleAction.Wait);
        }

        if (ReadHeartbeatInterval(data) is not { } milliseconds)
        {
            return Close("HELLO has no heartbeat_interval");
        }

        HeartbeatInterval = TimeSpan.FromMilliseconds(milliseconds);
        phase = Session is null ? Phase.AwaitingReady : Phase.AwaitingResumed;
        return LifecycleStep.Of(Session is null ? LifecycleAction.Identify : LifecycleAction.Resume);
    }

    private LifecycleStep ReceiveEvent(in Envelope message)
    {
        if (phase == Phase.Ready)
        {
            return Advance(message.Sequence, LifecycleAction.Dispatch);
        }

        if (phase == Phase.AwaitingReady && message.Event.SequenceEqual("READY"u8))
        {
            if (ReadyFacts.ReadSession(message.Data) is not { } started)
            {
                return Close("READY has no session_id or no resume_gateway_url");
            }

            Session = started;
            phase = Phase.Ready;
            return Advance(message.Sequence, LifecycleAction.Ready);
        }

        if (phase == Phase.AwaitingResumed)
        {
            bool resumed = message.Event.SequenceEqual("RESUMED"u8);
            phase = resumed ? Phase.Ready : phase;
            return Advance(message.Sequence, resumed ? LifecycleAction.Resumed : LifecycleAction.Dispatch);
        }

        return LifecycleStep.Of(LifecycleAction.Wait);
    }

    /// <summary>A sequence never goes back: what was received before is not dispatched again.</summary>
    private LifecycleStep Advance(long sequence, LifecycleAction action)
    {
        if (sequence > Session!.Sequence)
        {
            Session.Sequence = sequence;
            return LifecycleStep.Of(action);
        }

        // READY and RESUMED of a few servers carry no sequence of their own, or repeat the last; a replay may overlap with what was received.
        if (action != LifecycleAction.Dispatch || sequence == 0)
        {
            return LifecycleStep.Of(action);
        }

        return phase == Phase.AwaitingResumed ? LifecycleStep.Of(LifecycleAction.Wait) : ReceiveGarbage($"the sequence went back from {Session.Sequence} to {sequence}");
    }

    private LifecycleStep Acknowledge()
    {
        acknowledged = true;
        return LifecycleStep.Of(LifecycleAction.Wait);
    }

    private LifecycleStep ReceiveInvalidSession(ReadOnlySpan<byte> data)
    {
        // Behind d the rest of the message may stand.
        bool resumable = data.TrimStart(" \t\r\n"u8).StartsWith("true"u8);
        return Close($"the session is invalid (op 9, {(resumable ? "resumable" : "not resumable")})", resumable ? AfterClose.Resume : AfterClose.Identify) with { PauseFirst = true };
    }

    private LifecycleStep Close(string reason, AfterClose after = AfterClose.Resume)
    {
        if (after == AfterClose.Identify)
        {
            Session = null;
        }

        return new LifecycleStep(LifecycleAction.Close, after == AfterClose.Resume && Session is null ? AfterClose.Identify : after, reason);
    }

    private static int? ReadHeartbeatInterval(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = reader.ValueTextEquals("heartbeat_interval"u8);
                reader.Read();
                if (found)
                {
                    return WholeNumber.TryRead(reader, 1, int.MaxValue, out long milliseconds) ? (int)milliseconds : null;
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not an object, or a key with half a surrogate pair: as good as no interval.
        }

        return null;
    }
}
