using System.Buffers;
using System.Net.WebSockets;

namespace Spectacles.Gateway.Testing;

/// <summary>The only writer of a connection. It reads events from the session, so that each event is stored once.</summary>
internal sealed class Outbox(WebSocket socket, Link link, Compression compression, GatewayScript script, int connectionId) : IDisposable
{
    // Acknowledgements accumulate only when the client sends without reading; its connection is then cut.
    private const int MostItems = 1024;
    private const int LargestKeptBuffer = 1 << 20;
    private const int SeedsPerScript = 1_000_003;

    // Messages that a client must ignore. The fields in d are no fields of the message.
    private static readonly ReadOnlyMemory<byte>[] Unknown =
    [
        ServerMessage.Control((Opcode)77, """{"op":0,"t":"READY","s":1,"d":null}"""u8),
        ServerMessage.Control(Opcode.HeartbeatAck, "null"u8),
        ServerMessage.Control((Opcode)(-1), "[]"u8),
    ];

    private readonly Lock gate = new();
    private readonly Queue<OutboxItem> items = new();
    private readonly MessageWriter writer = new(socket, compression, (script.Seed * SeedsPerScript) + connectionId);
    private ArrayBufferWriter<byte> buffer = new();
    private SimulatedSession? session;
    private long sent;
    private bool closing;
    private bool writing;
    private int unknown;

    /// <summary>The script of the connection's bot.</summary>
    public GatewayScript Script { get; set; } = script;

    public Signal Signal { get; } = new();

    /// <summary>Called when the client has not read for so long that its pending events were discarded.</summary>
    public Action? Overrun { get; set; }

    /// <summary>Whether every event of the session and every item has been passed to the socket.</summary>
    public bool IsDrained
    {
        get
        {
            lock (gate)
            {
                return !writing && items.Count == 0 && (session is null || session.Ended || sent >= session.Sequence);
            }
        }
    }

    public void CompressPayloads() => writer.CompressPayloads();

    public void DamageNext(MessageDamage damage) => writer.DamageNext(damage);

    /// <summary>Sends an item after the events that the session holds now. After a close nothing is accepted.</summary>
    public bool Enqueue(
        OutboxItemKind kind,
        ReadOnlyMemory<byte> bytes,
        int closeCode = 0,
        string reason = "",
        Action? beforeSending = null)
    {
        lock (gate)
        {
            if (closing || items.Count >= MostItems)
            {
                return false;
            }

            closing = kind == OutboxItemKind.Close;
            items.Enqueue(
                new OutboxItem(kind, bytes, session?.Sequence ?? 0)
                {
                    CloseCode = closeCode,
                    Reason = reason,
                    BeforeSending = beforeSending,
                });
        }

        Signal.Raise();
        return true;
    }

    /// <summary>Sends the session's events after this sequence, and all later events. Null stops sending events.</summary>
    /// <param name="next">The session.</param>
    /// <param name="after">The sequence.</param>
    /// <param name="between">An item to send between the events.</param>
    public void Follow(SimulatedSession? next, long after, OutboxItem? between = null)
    {
        lock (gate)
        {
            session = next;
            sent = after;
            // Items no longer wait for events of the previous session.
            for (int left = items.Count; left > 0; left--)
            {
                items.Enqueue(items.Dequeue() with { After = 0 });
            }

            if (between is not null)
            {
                items.Enqueue(between);
            }
        }

        Signal.Raise();
    }

    /// <summary>Writes until the close frame is sent or the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            (var item, var message) = Next();
            if (item is not null)
            {
                item.BeforeSending?.Invoke();
                await SendAsync(item, cancellationToken);
                if (item.Kind == OutboxItemKind.Close)
                {
                    return;
                }
            }
            else if (!message.IsEmpty)
            {
                if ((Script.Forms & UnusualForms.UnknownMessages) != 0)
                {
                    await WriteAsync(Unknown[unknown++ % Unknown.Length], cancellationToken);
                }

                await WriteAsync(message, cancellationToken);
            }
            else
            {
                await Signal.WaitAsync(cancellationToken);
            }
        }
    }

    public void Dispose() => writer.Dispose();

    private ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        writer.WriteAsync(message, Script.Forms, new FrameSizes(Script.BytesPerFrame, Script.BytesPerMessage), cancellationToken);

    private (OutboxItem? Item, ReadOnlyMemory<byte> Message) Next()
    {
        bool overrun = false;
        lock (gate)
        {
            writing = true;
            bool following = session is { Ended: false };
            if (items.TryPeek(out var item) && (!following || item.After <= sent))
            {
                items.Dequeue();
                return (item, default);
            }

            if (following && session!.TryGet(sent + 1, out var next))
            {
                sent++;
                return (null, Compose(next));
            }

            if (following && session!.HasForgottenAfter(sent))
            {
                overrun = true;
                session = null;
            }

            writing = false;
        }

        if (overrun)
        {
            Overrun?.Invoke();
        }

        return default;
    }

    private ReadOnlyMemory<byte> Compose(SessionEvent item)
    {
        if (buffer.Capacity > LargestKeptBuffer)
        {
            buffer = new ArrayBufferWriter<byte>();
        }

        buffer.ResetWrittenCount();
        ServerMessage.WriteDispatch(buffer, item.Name, sent, item.Data);
        return buffer.WrittenMemory;
    }

    private ValueTask SendAsync(OutboxItem item, CancellationToken cancellationToken) => item.Kind switch
    {
        OutboxItemKind.Message => WriteAsync(item.Bytes, cancellationToken),
        OutboxItemKind.RawText => writer.WriteRawAsync(item.Bytes, WebSocketMessageType.Text, cancellationToken),
        OutboxItemKind.RawBinary => writer.WriteRawAsync(item.Bytes, WebSocketMessageType.Binary, cancellationToken),
        _ when item.CloseCode == (int)CloseCode.NoStatusReceived => link.WriteAsync(CloseFrame.Empty, cancellationToken),
        _ => new ValueTask(socket.CloseOutputAsync((WebSocketCloseStatus)item.CloseCode, item.Reason, cancellationToken)),
    };
}
