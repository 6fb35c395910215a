using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Spectacles.Gateway;

namespace Soak.Sabotage;

/// <summary>A connection that changes messages in both directions and can add received messages.</summary>
internal sealed class AlteredConnection(IAlteration alteration) : IGatewayConnection
{
    private readonly PlainConnection inner = new();
    private readonly Channel<byte[]> received = Channel.CreateUnbounded<byte[]>();
    private ReadOnlyMemory<byte> rest;

    public int? PeerCloseCode => inner.PeerCloseCode;

    public string? PeerCloseReason => inner.PeerCloseReason;

    public async ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        await inner.ConnectAsync(address, cancellationToken);
        _ = PumpAsync();
    }

    public async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort)
    {
        if (rest.IsEmpty)
        {
            try
            {
                rest = await received.Reader.ReadAsync(abort);
            }
            catch (ChannelClosedException e) when (e.InnerException is { } cause)
            {
                throw new WebSocketException("The connection was lost.", cause);
            }
            catch (ChannelClosedException)
            {
                return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
            }
        }

        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return new ValueWebSocketReceiveResult(count, WebSocketMessageType.Text, rest.IsEmpty);
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        string sent = alteration.Sending(Encoding.UTF8.GetString(message.Span), Add);
        await inner.SendAsync(Encoding.UTF8.GetBytes(sent), abort);
    }

    public ValueTask CloseAsync(int code, string reason, CancellationToken abort) =>
        inner.CloseAsync(alteration.Closing(code), reason, abort);

    public void Abort() => inner.Abort();

    public void Dispose() => inner.Dispose();

    private void Add(string message) => received.Writer.TryWrite(Encoding.UTF8.GetBytes(message));

    private async Task PumpAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (await inner.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } part)
            {
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    if (alteration.Received(Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length)) is { } altered)
                    {
                        Add(altered);
                    }

                    message.SetLength(0);
                }
            }

            received.Writer.Complete();
        }
#pragma warning disable CA1031 // Every exception is passed to the reader.
        catch (Exception e)
#pragma warning restore CA1031
        {
            received.Writer.TryComplete(e);
        }
    }
}
