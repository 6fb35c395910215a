using System.Net.WebSockets;

namespace Spectacles.Gateway.Testing.Connections;

/// <summary>Reads a client's messages, none of which may be larger than 4096 bytes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sending-events</remarks>
internal sealed class PayloadReader(WebSocket socket)
{
    public const int LargestPayload = 4096;

    private readonly byte[] buffer = new byte[LargestPayload + 1];

    /// <summary>The next message, dead at the next read; null when the client closes. One that is too large comes with its first 4097 bytes.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            // What is beyond the limit is read over the last byte: the message is refused anyway.
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(Math.Min(length, LargestPayload)), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length = Math.Min(length + part.Count, buffer.Length);
            if (part.EndOfMessage) return buffer.AsMemory(0, length);
        }
    }
}
