using System.Net.WebSockets;
using Spectacles.Gateway;

namespace Soak.Sabotage;

/// <summary>A connection without compression, so that messages can be changed.</summary>
internal sealed class PlainConnection : IGatewayConnection
{
    private readonly ClientWebSocket socket = new() { Options = { KeepAliveInterval = TimeSpan.Zero } };

    public int? PeerCloseCode => (int?)socket.CloseStatus;

    public string? PeerCloseReason => socket.CloseStatusDescription;

    public async ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken) =>
        await socket.ConnectAsync(new UriBuilder(address) { Query = "v=10&encoding=json" }.Uri, cancellationToken);

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort) =>
        socket.ReceiveAsync(buffer, abort);

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) =>
        socket.SendAsync(message, WebSocketMessageType.Text, true, abort);

    public async ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, abort);
        }
        else
        {
            socket.Abort();
        }
    }

    public void Abort() => socket.Abort();

    public void Dispose() => socket.Dispose();
}
