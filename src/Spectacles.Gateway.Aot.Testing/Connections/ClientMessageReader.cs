using System.Net.WebSockets;

namespace Spectacles.Gateway.Testing;

/// <summary>Reads a client's messages, none of which may be larger than 4096 bytes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sending-events</remarks>
internal sealed class ClientMessageReader(WebSocket socket)
{
    public const int LargestPayload = 4096;

    private readonly byte[] buffer = new byte[LargestPayload + 1];

    /// <summary>
    /// The next message, valid until the next read; null when the client closes. A message that is too large is returned after its first
    /// 4097 bytes; its remaining bytes are returned as further messages.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage || length > LargestPayload)
            {
                return buffer.AsMemory(0, length);
            }
        }
    }
}
