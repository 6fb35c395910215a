using System.Net.WebSockets;

namespace Spectacles.Gateway.Tests;

/// <summary>A web socket frame that an <see cref="InMemoryConnection"/> receives.</summary>
internal readonly record struct InMemoryFrame(ReadOnlyMemory<byte> Bytes, WebSocketMessageType Kind, bool EndOfMessage = true)
{
    public static InMemoryFrame Close => new(default, WebSocketMessageType.Close);
}
