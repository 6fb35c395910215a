using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>A gateway connection without a socket: what the test writes is received, what the shard sends is read by the test.</summary>
internal sealed class MemoryConnection(Action<MemoryConnection> connected) : IGatewayConnection
{
    private readonly Channel<(ReadOnlyMemory<byte> Bytes, WebSocketMessageType Kind, bool End)> incoming = Channel.CreateUnbounded<(ReadOnlyMemory<byte>, WebSocketMessageType, bool)>();
    private readonly Channel<string> sent = Channel.CreateUnbounded<string>();

    public Uri? Address { get; private set; }

    public int? PeerCloseCode { get; private set; }

    public string? PeerCloseReason { get; private set; }

    public int? ClosedByClientWith { get; private set; }

    public int SentCount { get; private set; }

    public bool IsAborted { get; private set; }

    /// <summary>Whether the peer answers a close of the client's.</summary>
    public bool AnswersClose { get; set; } = true;

    /// <summary>Sees each message that the shard sends, before the test reads it.</summary>
    public Action<string> OnSent { get; set; } = _ => { };

    public void Receive(string json) => Receive(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);

    public void Receive(byte[] bytes, WebSocketMessageType kind, bool endOfMessage = true) => incoming.Writer.TryWrite((bytes, kind, endOfMessage));

    public void CloseFromServer(int? code, string? reason = null)
    {
        PeerCloseCode = code;
        PeerCloseReason = reason;
        incoming.Writer.TryWrite((default, WebSocketMessageType.Close, true));
    }

    /// <summary>The next message that the shard sends.</summary>
    public async Task<string> SentAsync() => await sent.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>The next message of this opcode; others are passed over.</summary>
    public async Task<string> SentAsync(int opcode)
    {
        while (true)
        {
            string message = await SentAsync();
            if (message.StartsWith($"{{\"op\":{opcode},", StringComparison.Ordinal))
            {
                return message;
            }
        }
    }

    public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        Address = address;
        connected(this);
        return default;
    }

    public async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort)
    {
        try
        {
            var (bytes, kind, end) = await incoming.Reader.ReadAsync(abort);
            bytes.CopyTo(buffer);
            return new ValueWebSocketReceiveResult(bytes.Length, kind, end);
        }
        catch (ChannelClosedException e)
        {
            throw new WebSocketException("aborted", e);
        }
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        SentCount++;
        string json = Encoding.UTF8.GetString(message.Span);
        OnSent(json);
        sent.Writer.TryWrite(json);
        return default;
    }

    public ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        ClosedByClientWith ??= code;
        if (AnswersClose)
        {
            incoming.Writer.TryWrite((default, WebSocketMessageType.Close, true));
        }

        return default;
    }

    public void Abort()
    {
        IsAborted = true;
        incoming.Writer.TryComplete();
    }

    public void Dispose() => Abort();
}
