using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Spectacles.Gateway.Tests;

/// <summary>A gateway connection without a socket: what the test writes is received, what the shard sends is read by the test.</summary>
internal sealed class MemoryConnection(Action<MemoryConnection> connected) : InMemoryConnection
{
    private readonly Channel<InMemoryFrame> incoming = Channel.CreateUnbounded<InMemoryFrame>();
    private int? peerCloseCode;
    private string? peerCloseReason;
    private readonly Channel<string> sent = Channel.CreateUnbounded<string>();

    public Uri? Address { get; private set; }

    public override int? PeerCloseCode => peerCloseCode;

    public override string? PeerCloseReason => peerCloseReason;

    public int? ClosedByClientWith { get; private set; }

    public int SentCount { get; private set; }

    public bool IsAborted { get; private set; }

    /// <summary>Whether the peer answers a close of the client's.</summary>
    public bool AnswersClose { get; set; } = true;

    /// <summary>Sees each message that the shard sends, before the test reads it.</summary>
    public Action<string> OnSent { get; set; } = _ => { };

    public void Receive(string json) => Receive(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text);

    public void Receive(byte[] bytes, WebSocketMessageType kind, bool endOfMessage = true) =>
        incoming.Writer.TryWrite(new InMemoryFrame(bytes, kind, endOfMessage));

    public void CloseFromServer(int? code, string? reason = null)
    {
        peerCloseCode = code;
        peerCloseReason = reason;
        incoming.Writer.TryWrite(InMemoryFrame.Close);
    }

    /// <summary>The next message that the shard sends.</summary>
    public async Task<string> SentAsync() =>
        await sent.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

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

    public override ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        Address = address;
        connected(this);
        return default;
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        SentCount++;
        string json = Encoding.UTF8.GetString(message.Span);
        OnSent(json);
        sent.Writer.TryWrite(json);
        return default;
    }

    public override ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        ClosedByClientWith ??= code;
        if (AnswersClose)
        {
            incoming.Writer.TryWrite(InMemoryFrame.Close);
        }

        return default;
    }

    public override void Abort()
    {
        IsAborted = true;
        incoming.Writer.TryComplete();
    }

    protected override async ValueTask<InMemoryFrame> NextAsync(CancellationToken abort)
    {
        try
        {
            return await incoming.Reader.ReadAsync(abort);
        }
        catch (ChannelClosedException e)
        {
            throw new WebSocketException("aborted", e);
        }
    }
}
