using System.Net.WebSockets;

namespace Spectacles.Gateway.Tests.Seed;

/// <summary>A transport of a user's own: a web socket that counts what it sends.</summary>
internal sealed class CountingConnection : IGatewayConnection
{
    private readonly WebSocketConnection socket = new(DirectHttp.For(null, null));
    private int sent;

    public int Sent => Volatile.Read(ref sent);

    public int? PeerCloseCode => socket.PeerCloseCode;

    public string? PeerCloseReason => socket.PeerCloseReason;

    public ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) => socket.ConnectAsync(address, cancellationToken);

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort) =>
        socket.ReceiveAsync(buffer, abort);

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort)
    {
        Interlocked.Increment(ref sent);
        return socket.SendAsync(message, abort);
    }

    public ValueTask CloseAsync(int code, string reason, CancellationToken abort) => socket.CloseAsync(code, reason, abort);

    public void Abort() => socket.Abort();

    public void Dispose() => socket.Dispose();
}
