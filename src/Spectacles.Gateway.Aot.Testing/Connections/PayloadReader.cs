using System.Net.WebSockets;

namespace Spectacles.Gateway.Testing;

/// <summary>Reads a client's messages, none of which may be larger than 4096 bytes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sending-events</remarks>
internal sealed class PayloadReader(WebSocket socket)
{
    public const int LargestPayload = 4096;

    private readonly byte[] buffer = new byte[LargestPayload + 1];

    /// <summary>The next message, dead at the next read; null when the client closes. One that is too large comes as soon as that is known, with its first 4097 bytes; the rest follows as if it were messages.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage || length > LargestPayload) return buffer.AsMemory(0, length);
        }
    }
}
