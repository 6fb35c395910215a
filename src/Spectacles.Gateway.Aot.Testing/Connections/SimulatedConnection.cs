using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>A web socket that a client has opened, and what a test can do to it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A connection ends by itself, and then frees what it holds; a test that looks at it does not own it.")]
public sealed class SimulatedConnection
{
    // A client that does not answer the close frame is cut off after this time; it is real time, whatever clock the gateway runs on.
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);

    private readonly GatewayState state;
    private readonly WebSocket socket;
    private readonly Link link;
    private readonly Outbox outbox;
    private readonly HeartbeatWatch heartbeats;
    private readonly CancellationTokenSource aborted = new();
    private readonly Conversation conversation;
    private ITimer? deadline;
    private volatile SimulatedSession? session;
    private volatile ConnectionClosed? ending;
    private volatile bool refused;

    internal SimulatedConnection(int id, WebSocket socket, Link link, ConnectionRequest request, GatewayState state, ConnectionRegistry registry)
    {
        (Id, this.socket, this.link, Request, this.state) = (id, socket, link, request, state);
        outbox = new Outbox(socket, link, request.Compression, state.Script) { Overrun = () => CloseEnding("the client does not read") };
        heartbeats = new HeartbeatWatch(state.Terms.HeartbeatInterval * state.Terms.HeartbeatTolerance, state.Terms.Clock, MissHeartbeat);
        Faults = new ConnectionFaults(link, outbox, heartbeats, state.Terms.Clock, aborted.Token) { Drop = Drop };
        conversation = new Conversation(this, state, registry);
    }

    /// <summary>The connection's number, counted from 1 in the order of arrival.</summary>
    public int Id { get; }

    /// <summary>The version that the client asked for; null when it was no number.</summary>
    public int? Version => Request.Version;

    /// <summary>How the connection is compressed, as its address asked.</summary>
    public Compression Compression => Request.Compression;

    /// <summary>Whether the client connected to READY's <c>resume_gateway_url</c>, and not to the main address.</summary>
    public bool AtResumeAddress => Request.AtResumeAddress;

    /// <summary>The session that the connection carries; null before IDENTIFY or RESUME.</summary>
    public SimulatedSession? Session => session;

    /// <summary>What can go wrong beneath the protocol.</summary>
    public ConnectionFaults Faults { get; }

    internal ConnectionRequest Request { get; }

    internal bool IsClosing => refused || ending is not null;

    internal bool IsDrained => outbox.IsDrained;

    internal ConnectionClosed Ending => ending ?? new ConnectionClosed(Id, null, null, ClosedBy.Drop);

    /// <summary>Cuts the connection with a TCP reset: the client sees no close frame. The session can be resumed.</summary>
    public void Drop()
    {
        ending ??= new ConnectionClosed(Id, null, null, ClosedBy.Drop);
        Abort();
    }

    /// <summary>Closes the connection with this code, after everything that is due on it. Some codes end the session: 4003, 4004, 4007, 4009 and 4010 to 4014.</summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The text beside it, of at most 123 bytes in UTF-8.</param>
    /// <exception cref="ArgumentException">The reason is too long, or is not Unicode.</exception>
    public void Close(CloseCode code, string reason = "") => Close((int)code, reason);

    /// <inheritdoc cref="Close(CloseCode, string)"/>
    /// <exception cref="ArgumentOutOfRangeException">The code can't stand in a close frame (RFC 6455, section 7.4).</exception>
    public void Close(int code, string reason = "")
    {
        CloseFrame.Check(code, reason);
        SendClose(code, reason);
    }

    /// <summary>Closes the connection with a close frame that holds no code, which the client takes for 1005. The session can be resumed.</summary>
    public void CloseWithoutCode() => SendClose((int)CloseCode.NoStatusReceived, "");

    /// <summary>Asks the client to connect again (op 7); closes the connection when it has not after the reconnect grace of the options.</summary>
    public void RequestReconnect()
    {
        Send(Opcode.Reconnect, "null"u8);
        _ = CloseLaterAsync();
    }

    /// <summary>Invalidates the session (op 9). The connection stays open, without a session: the client may identify on it again.</summary>
    /// <param name="resumable">What op 9 says; unless true, the session has ended.</param>
    public void InvalidateSession(bool resumable) => outbox.Enqueue(
        OutboxItemKind.Message,
        Envelope.Control(Opcode.InvalidSession, resumable ? "true"u8 : "false"u8),
        beforeSending: () => (resumable ? (Action)LeaveSession : EndSession)());

    /// <summary>Asks for a heartbeat at once (op 1).</summary>
    public void RequestHeartbeat() => Send(Opcode.Heartbeat, "null"u8);

    /// <summary>Sends a text message as it is, past every rule of the protocol and past the compression.</summary>
    public void SendRaw(string text) => outbox.Enqueue(OutboxItemKind.RawText, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a binary message as it is, past every rule of the protocol and past the compression.</summary>
    public void SendRaw(ReadOnlyMemory<byte> bytes) => outbox.Enqueue(OutboxItemKind.RawBinary, bytes.ToArray());

    /// <summary>Sends any JSON as a gateway message, compressed as the connection is: an unknown opcode, or an envelope that lies.</summary>
    public void SendMessage(string json) => outbox.Enqueue(OutboxItemKind.Message, Encoding.UTF8.GetBytes(json));

    internal void Send(Opcode opcode, ReadOnlySpan<byte> data)
    {
        if (!outbox.Enqueue(OutboxItemKind.Message, Envelope.Control(opcode, data)) && !IsClosing) Drop();
    }

    internal void CompressPayloads() => outbox.CompressPayloads();

    internal void CountHeartbeat() => heartbeats.Restart();

    /// <summary>Records what the client did, and closes the connection for it.</summary>
    internal void Violate(CloseCode code, string detail)
    {
        if (IsClosing) return;
        refused = true;
        state.Journal.Violated(new Violation(Id, code, detail));
        Close(code, detail);
    }

    internal void Carry(SimulatedSession next, long after)
    {
        session = next;
        next.Attach(outbox.Signal);
        outbox.Follow(next, after);
    }

    /// <summary>Gives the session up; whoever resumes it takes it over.</summary>
    internal void LeaveSession()
    {
        session?.Detach(outbox.Signal);
        session = null;
        outbox.Follow(null, 0);
    }

    internal void EndSession()
    {
        if (session is { } ended) state.Sessions.End(ended);
        LeaveSession();
    }

    internal void Abort()
    {
        link.Reset();
        socket.Abort();
        aborted.Cancel();
    }

    internal async Task RunAsync()
    {
        Task greeting = GreetAsync();
        state.Journal.Opened.Record(new ConnectionOpened(Id, Version, Compression, AtResumeAddress, Request.Query));
        Task writing = WriteAsync();
        try
        {
            await ReadAsync();
            heartbeats.Dispose();
            if (socket.State == WebSocketState.CloseReceived) AnswerClose();
            if (socket.State is WebSocketState.Aborted) await aborted.CancelAsync();
            else StartDeadline();
            await writing;
        }
        finally
        {
            heartbeats.Dispose();
            await aborted.CancelAsync();
            await Task.WhenAll(writing, greeting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (session is { Ended: false }) LeaveSession();
            deadline?.Dispose();
            outbox.Dispose();
        }
    }

    private static bool EndsSession(int code) => (CloseCode)code is CloseCode.NotAuthenticated or CloseCode.AuthenticationFailed
        or CloseCode.InvalidSequence or CloseCode.SessionTimedOut or (>= CloseCode.InvalidShard and <= CloseCode.DisallowedIntents);

    private async Task GreetAsync()
    {
        if (!Request.HasServedVersion)
        {
            Violate(CloseCode.InvalidApiVersion, "the address asks for a version that is not served");
            return;
        }

        if (!Request.IsSpoken)
        {
            Violate(CloseCode.DecodeError, "the address asks for an encoding or a compression that this gateway does not speak");
            return;
        }

        if (state.Script.ReconnectInsteadOfHello)
        {
            RequestReconnect();
            return;
        }

        if (state.Script.HelloDelay > TimeSpan.Zero) await Task.Delay(state.Script.HelloDelay, state.Terms.Clock, aborted.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (aborted.IsCancellationRequested) return;
        conversation.Hello();
        heartbeats.Restart();
    }

    private async Task ReadAsync()
    {
        var reader = new PayloadReader(socket);
        try
        {
            while (await reader.ReadAsync(aborted.Token) is { } payload)
                if (!IsClosing) Receive(payload);
        }
        catch (WebSocketException refused) when (refused.WebSocketErrorCode == WebSocketError.Faulted)
        {
            // The web socket itself has closed already, with 1007 for text that is not UTF-8 and 1002 for any other broken frame; it does not say which.
            ending ??= new ConnectionClosed(Id, null, null, ClosedBy.Gateway);
            state.Journal.Violated(new Violation(Id, null, "a web socket frame that breaks RFC 6455, such as text that is not UTF-8"));
        }
        catch (Exception dropped) when (dropped is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            ending ??= new ConnectionClosed(Id, null, null, ClosedBy.Drop);
            Abort();
        }
    }

    private void Receive(ReadOnlyMemory<byte> payload)
    {
        try
        {
            conversation.Receive(payload);
        }
        catch (Exception unread) when (unread is not ObjectDisposedException)
        {
            Violate(CloseCode.DecodeError, $"a payload that can't be read: {unread.GetType().Name}");
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await outbox.RunAsync(aborted.Token);
        }
        catch (Exception dropped) when (dropped is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (!aborted.IsCancellationRequested) Abort();
        }
    }

    private void AnswerClose()
    {
        int? code = (int?)socket.CloseStatus;
        ending ??= new ConnectionClosed(Id, code, socket.CloseStatusDescription, ClosedBy.Client);
        // A client that says goodbye ends its session; one that closes with any other code wants to come back.
        if (ending.By == ClosedBy.Client && code is 1000 or 1001) EndSession();
        else LeaveSession();
        outbox.Enqueue(OutboxItemKind.Close, default, code is { } given && CloseFrame.CanHold(given) ? given : 1000);
    }

    private async Task CloseLaterAsync()
    {
        await Task.Delay(state.Terms.ReconnectGrace, state.Terms.Clock, aborted.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!aborted.IsCancellationRequested) Close(CloseCode.UnknownError, "the client was asked to reconnect");
    }

    private void MissHeartbeat() => Violate(CloseCode.SessionTimedOut, "no heartbeat in time");

    private void SendClose(int code, string reason)
    {
        outbox.Enqueue(OutboxItemKind.Close, default, code, reason, () =>
        {
            ending ??= new ConnectionClosed(Id, code, reason, ClosedBy.Gateway);
            if (EndsSession(code)) EndSession();
        });
        StartDeadline();
    }

    private void CloseEnding(string reason)
    {
        EndSession();
        Close(CloseCode.UnknownError, reason);
    }

    private void StartDeadline() => deadline ??= TimeProvider.System.CreateTimer(static connection => ((SimulatedConnection)connection!).Abort(), this, CloseDeadline, Timeout.InfiniteTimeSpan);
}
