using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// The lifecycle of one connection as a pure state machine: its input is what arrived, its output what to do. It uses no socket, no clock
/// and no task.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#connection-lifecycle</remarks>
/// <param name="session">The session to resume; null for a new one.</param>
/// <param name="confirms">Whether received events count only when they are confirmed.</param>
internal sealed class ConnectionLifecycle(Session? session, bool confirms = false)
{
    /// <summary>
    /// In milliseconds. Discord's interval is about 41 s. A shorter interval than a second would be a flood, and a lost connection must be
    /// detected within five minutes.
    /// </summary>
    private const int ShortestInterval = 1_000;
    private const int LongestInterval = 300_000;

    private enum Phase
    {
        AwaitingHello,
        AwaitingReady,
        AwaitingResumed,
        Ready,
    }

    private Phase phase = Phase.AwaitingHello;

    // Written by the read loop and by the heartbeat.
    private volatile bool acknowledged = true;
    private long lastBeforeReady;
    private long resumesAfter;

    /// <summary>The session to resume; null if the next connection must identify.</summary>
    public Session? Session { get; private set; } = Confirming(session, confirms);

    /// <summary>The interval from HELLO.</summary>
    public TimeSpan HeartbeatInterval { get; private set; }

    /// <summary>The last sequence that counts, which heartbeats contain; null before the first event.</summary>
    public long? LastSequence => Session?.Acknowledged is > 0 and var last ? last : null;

    /// <summary>Handles a message.</summary>
    public LifecycleStep Receive(in Envelope message) => message.Op switch
    {
        Opcode.Dispatch => ReceiveEvent(message),
        Opcode.HeartbeatAck => Acknowledge(),
        // Not a scheduled heartbeat, so it must not make an acknowledgement due.
        // https://discord.com/developers/docs/events/gateway#heartbeat-requests
        Opcode.Heartbeat => LifecycleStep.Of(LifecycleAction.Beat),
        Opcode.Hello => ReceiveHello(message.Data),
        Opcode.Reconnect => Close("the server asked to reconnect (op 7)") with { IsRequested = true },
        Opcode.InvalidSession => ReceiveInvalidSession(message.Data),
        _ => LifecycleStep.Of(LifecycleAction.Wait),
    };

    /// <summary>
    /// Handles a message that can't be read. The session resumes once, because the transmission may have failed. If a message fails again
    /// after the same event, a replay would repeat it endlessly, so the session is discarded.
    /// </summary>
    public LifecycleStep ReceiveGarbage(string reason)
    {
        // Before HELLO, nothing is a replay.
        if (Session is not { } live || phase is Phase.AwaitingHello)
        {
            return Unreadable(reason);
        }

        if (live.FailedAfter == live.Sequence)
        {
            return Unreadable(
                $"the message after sequence {live.Sequence} can't be read, for the second time: {reason}", AfterClose.Identify);
        }

        live.FailedAfter = live.Sequence;
        return Unreadable(reason);
    }

    /// <summary>Handles a heartbeat that is due.</summary>
    /// <param name="wasReading">
    /// Whether messages were read without interruption since the last heartbeat. If not, a missing acknowledgement proves nothing.
    /// </param>
    public LifecycleStep Tick(bool wasReading)
    {
        if (!acknowledged && wasReading)
        {
            return Close("a heartbeat was not acknowledged by the next one (zombie)") with { Fault = "zombie" };
        }

        acknowledged = false;
        return LifecycleStep.Of(LifecycleAction.Beat);
    }

    /// <summary>Handles the end of the connection.</summary>
    /// <param name="code">The server's close code; null if there was none.</param>
    /// <param name="reason">The server's reason, or the error.</param>
    public LifecycleStep Closed(int? code, string? reason)
    {
        var step = Close(reason ?? "the connection ended", CloseRules.After(code));

        // After a close for exceeding the rate limit, the next connection must wait.
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
            return Unreadable("HELLO has no valid heartbeat_interval");
        }

        if (milliseconds is < ShortestInterval or > LongestInterval)
        {
            return Unreadable(
                $"HELLO requests a heartbeat every {milliseconds} ms; {ShortestInterval} to {LongestInterval} ms are accepted");
        }

        HeartbeatInterval = TimeSpan.FromMilliseconds(milliseconds);
        phase = Session is null ? Phase.AwaitingReady : Phase.AwaitingResumed;
        resumesAfter = Session?.Acknowledged ?? 0;
        return LifecycleStep.Of(Session is null ? LifecycleAction.Identify : LifecycleAction.Resume);
    }

    private LifecycleStep ReceiveEvent(in Envelope message)
    {
        if (phase == Phase.Ready)
        {
            return Advance(message.Sequence, LifecycleAction.Deliver);
        }

        if (phase == Phase.AwaitingReady && message.Event.SequenceEqual("READY"u8))
        {
            if (ReadyFacts.ReadSession(message.Data) is not { } started)
            {
                return Unreadable("READY has no session_id");
            }

            started.Sequence = lastBeforeReady;
            Session = Confirming(started, confirms);
            phase = Phase.Ready;
            return Advance(message.Sequence, LifecycleAction.Ready);
        }

        if (phase == Phase.AwaitingResumed)
        {
            bool resumed = message.Event.SequenceEqual("RESUMED"u8) && !IsRepeated(message.Sequence);
            phase = resumed ? Phase.Ready : phase;
            return Advance(message.Sequence, resumed ? LifecycleAction.Resumed : LifecycleAction.Deliver);
        }

        if (phase == Phase.AwaitingHello)
        {
            return LifecycleStep.Of(LifecycleAction.Wait);
        }

        // Before READY there is no session whose sequence could be wrong.
        lastBeforeReady = Math.Max(lastBeforeReady, message.Sequence);
        return LifecycleStep.Of(LifecycleAction.Deliver);
    }

    /// <summary>
    /// Keeps the greatest sequence. A replay may overlap with events that were received before. Every other event is dispatched, whatever
    /// its sequence.
    /// </summary>
    private LifecycleStep Advance(long sequence, LifecycleAction action)
    {
        var live = Session!;
        long last = live.Sequence;
        if (sequence > last)
        {
            live.Advance(sequence);
            bool leavesOut = last > 0 && sequence > last + 1 && !live.HasGap;
            live.HasGap |= leavesOut;
            return leavesOut ? new LifecycleStep(action, Notice: Gap(last + 1, sequence - 1)) : LifecycleStep.Of(action);
        }

        // On some servers, READY and RESUMED have no sequence, or repeat the last one.
        if (action != LifecycleAction.Deliver || sequence == 0)
        {
            return LifecycleStep.Of(action);
        }

        if (phase == Phase.AwaitingResumed)
        {
            return LifecycleStep.Of(LifecycleAction.Drop);
        }

        bool isNews = !live.HasRepeated;
        live.HasRepeated = true;
        return isNews ? new LifecycleStep(action, Notice: OutOfOrder(last, sequence)) : LifecycleStep.Of(action);
    }

    /// <summary>
    /// Returns whether an event before RESUMED was received on an earlier connection, and is replayed because it is not confirmed. The
    /// replay contains the RESUMED of earlier connections, too.
    /// </summary>
    private bool IsRepeated(long sequence) =>
        Session is { Unconfirmed: not null } live && sequence > resumesAfter && sequence < live.Sequence;

    private static Session? Confirming(Session? session, bool confirms)
    {
        if (confirms)
        {
            session?.AwaitConfirmations();
        }

        return session;
    }

    private static string Gap(long first, long last) =>
        $"The server skipped {(first == last ? $"sequence {first}" : $"the sequences {first} to {last}")}: these events were not "
            + "received. This is reported once per session.";

    private static string OutOfOrder(long last, long sequence) =>
        $"The server sent sequence {sequence} {(sequence == last ? "twice" : $"after {last}")}. Such events are dispatched. This is "
            + "reported once per session.";

    private LifecycleStep Acknowledge()
    {
        acknowledged = true;
        return LifecycleStep.Of(LifecycleAction.Wait);
    }

    private LifecycleStep ReceiveInvalidSession(ReadOnlySpan<byte> data)
    {
        // The rest of the message may follow d.
        bool resumable = data.TrimStart(" \t\r\n"u8).StartsWith("true"u8);

        // https://discord.com/developers/docs/events/gateway#rate-limiting-identify-rate-limiting
        return Close(
            phase == Phase.AwaitingReady
                ? "IDENTIFY was refused (op 9). Most likely, another session of this bot began less than 5 s before, for example in a "
                    + "process that was restarted or that runs elsewhere"
                : $"the session is invalid (op 9, {(resumable ? "resumable" : "not resumable")})",
            resumable ? AfterClose.Resume : AfterClose.Identify) with
        { PauseFirst = true };
    }

    private LifecycleStep Unreadable(string reason, AfterClose after = AfterClose.Resume) =>
        Close(reason, after) with { Fault = "unreadable" };

    private LifecycleStep Close(string reason, AfterClose after = AfterClose.Resume)
    {
        if (after == AfterClose.Identify)
        {
            Session = null;
        }

        return new LifecycleStep(
            LifecycleAction.Close, after == AfterClose.Resume && Session is null ? AfterClose.Identify : after, reason);
    }

    private static int? ReadHeartbeatInterval(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            return PropertyReader.TryFind(ref reader, "heartbeat_interval"u8)
                && WholeNumber.TryRead(reader, int.MinValue, int.MaxValue, out long milliseconds)
                ? (int)milliseconds
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not an object, or a key with half of a surrogate pair: treated as a missing interval.
            return null;
        }
    }
}
