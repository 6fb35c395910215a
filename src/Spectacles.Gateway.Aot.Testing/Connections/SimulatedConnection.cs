using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>A web socket that a client has opened, and what a test can do to it.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A connection releases its resources when it ends; a test that observes it does not own it.")]
public sealed partial class SimulatedConnection
{
    // A client that does not answer the close frame is cut off after this much real time, whatever TimeProvider the gateway uses.
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);

    private volatile GatewayState state;
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

    internal SimulatedConnection(
        int id,
        WebSocket socket,
        Link link,
        ConnectionRequest request,
        ConnectionRegistry registry)
    {
        (Id, this.socket, this.link, Request, state) = (id, socket, link, request, registry.Bots.First);
        outbox = new Outbox(socket, link, request.Compression, state.Script, id)
        {
            Overrun = () => CloseEnding("the client does not read"),
        };
        heartbeats = new HeartbeatWatch(state.Rules.HeartbeatInterval * state.Rules.HeartbeatTolerance, state.Rules.Time, MissHeartbeat);
        Faults = new ConnectionFaults(link, outbox, heartbeats, state.Rules.Time, aborted.Token) { Drop = Drop };
        conversation = new Conversation(this, registry);
    }

    /// <summary>The connection's number, counted from 1 in order of arrival.</summary>
    public int Id { get; }

    /// <summary>The API version in the client's URL; null when it is not a number.</summary>
    public int? ApiVersion => Request.ApiVersion;

    /// <summary>The compression that the client's URL requested.</summary>
    public Compression Compression => Request.Compression;

    /// <summary>Whether the client connected to READY's <c>resume_gateway_url</c> instead of the main URL.</summary>
    public bool AtResumeAddress => Request.AtResumeAddress;

    /// <summary>The session that the connection carries; null before IDENTIFY or RESUME.</summary>
    public SimulatedSession? Session => session;

    /// <summary>Network faults of this connection.</summary>
    public ConnectionFaults Faults { get; }

    internal ConnectionRequest Request { get; }

    /// <summary>The bot of the client; the first one until the client has said its token.</summary>
    internal GatewayState Bot => state;

    internal bool IsClosing => refused || ending is not null;

    internal bool IsDrained => outbox.IsDrained;

    internal ConnectionClosed Ending => ending ?? new ConnectionClosed(Id, null, null, CloseOrigin.Lost);

    /// <summary>Cuts the connection with a TCP reset: the client sees no close frame. The session can be resumed.</summary>
    public void Drop()
    {
        ending ??= new ConnectionClosed(Id, null, null, CloseOrigin.Lost);
        Abort();
    }

    /// <summary>
    /// Closes the connection with this code after all pending messages. The codes 4003, 4004, 4007, 4009 and 4010 to 4014 end the session.
    /// </summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The close reason, at most 123 bytes in UTF-8.</param>
    /// <exception cref="ArgumentException">The reason is too long or is not valid Unicode.</exception>
    /// <remarks>https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes</remarks>
    public void Close(CloseCode code, string reason = "") => Close((int)code, reason);

    /// <inheritdoc cref="Close(CloseCode, string)"/>
    /// <exception cref="ArgumentOutOfRangeException">The code is not allowed in a close frame (RFC 6455, section 7.4).</exception>
    public void Close(int code, string reason = "")
    {
        CloseFrame.Check(code, reason);
        SendClose(code, reason);
    }

    /// <summary>
    /// Closes the connection with a close frame without a code, which clients report as 1005. The session can be resumed.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
    public void CloseWithoutCode() => SendClose((int)CloseCode.NoStatusReceived, "");

    /// <summary>
    /// Asks the client to reconnect (op 7). Closes the connection after <see cref="SimulatedGatewayOptions.ReconnectGrace"/> if the client
    /// has not.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#reconnect</remarks>
    public void RequestReconnect()
    {
        Send(Opcode.Reconnect, "null"u8);
        _ = CloseLaterAsync();
    }

    /// <summary>
    /// Invalidates the session (op 9). The connection stays open without a session, and the client may identify on it again.
    /// </summary>
    /// <param name="resumable">The value in op 9; when false, the session ends.</param>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#invalid-session</remarks>
    public void InvalidateSession(bool resumable) => outbox.Enqueue(
        OutboxItemKind.Message,
        ServerMessage.Control(Opcode.InvalidSession, resumable ? "true"u8 : "false"u8),
        beforeSending: () => (resumable ? (Action)LeaveSession : EndSession)());

    /// <summary>Requests an immediate heartbeat (op 1).</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#heartbeat-requests</remarks>
    public void RequestHeartbeat() => Send(Opcode.Heartbeat, "null"u8);

    /// <summary>Sends a text message unchanged, without compression and without protocol checks.</summary>
    public void SendRaw(string text) => outbox.Enqueue(OutboxItemKind.RawText, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a binary message unchanged, without compression and without protocol checks.</summary>
    public void SendRaw(ReadOnlyMemory<byte> bytes) => outbox.Enqueue(OutboxItemKind.RawBinary, bytes.ToArray());

    /// <summary>
    /// Sends any JSON as a gateway message with the compression of the connection, for example an unknown opcode or an invalid envelope.
    /// </summary>
    public void SendMessage(string json) => outbox.Enqueue(OutboxItemKind.Message, Encoding.UTF8.GetBytes(json));

    internal void Send(Opcode opcode, ReadOnlySpan<byte> data)
    {
        if (!outbox.Enqueue(OutboxItemKind.Message, ServerMessage.Control(opcode, data)) && !IsClosing)
        {
            Drop();
        }
    }

    internal void CompressPayloads() => outbox.CompressPayloads();

    internal void CountHeartbeat() => heartbeats.Restart();

    /// <summary>Records a violation and closes the connection.</summary>
    internal void Violate(CloseCode code, string detail)
    {
        if (IsClosing)
        {
            return;
        }

        refused = true;
        state.Journal.Violated(new Violation(Id, code, detail));
        Close(code, detail);
    }

    /// <summary>
    /// The token that the client has said decides whose connection it is. A client of a bot that was removed is closed, which is no
    /// violation: it may not know yet.
    /// </summary>
    internal bool TryFindBot(BotRegistry bots, string token)
    {
        if (bots.HasEnded(token))
        {
            Close(CloseCode.AuthenticationFailed, "the bot with this token was removed");
            return false;
        }

        BelongTo(bots.Find(token) ?? state);
        return true;
    }

    /// <summary>The client has said the token of this bot. From now on it is the bot's connection.</summary>
    private void BelongTo(GatewayState bot)
    {
        if (bot != state)
        {
            state = bot;
            outbox.Script = bot.Script;
            bot.Journal.Connected(new ConnectionOpened(Id, ApiVersion, Compression, AtResumeAddress, Request.Query));
            if (bot.IsStopping)
            {
                Close(CloseCode.GoingAway, "the bot was removed");
            }
        }
    }

    /// <summary>Sends the session's events after this sequence.</summary>
    internal void Carry(SimulatedSession next, long after, bool reconnectAfterReady = false)
    {
        session = next;
        next.Attach(outbox.Signal);
        if (!reconnectAfterReady)
        {
            outbox.Follow(next, after);
            return;
        }

        outbox.Follow(
            next, after, new OutboxItem(OutboxItemKind.Message, ServerMessage.Control(Opcode.Reconnect, "null"u8), After: after + 1));
        _ = CloseLaterAsync();
    }

    /// <summary>Detaches the session, so that another connection can resume it.</summary>
    internal void LeaveSession()
    {
        session?.Detach(outbox.Signal);
        session = null;
        outbox.Follow(null, 0);
    }

    internal void EndSession()
    {
        if (session is { } ended)
        {
            state.Sessions.End(ended);
        }

        LeaveSession();
    }

    internal void Abort()
    {
        link.Reset();
        socket.Abort();
        aborted.Cancel();
    }
}
