using System.Net.WebSockets;

namespace Spectacles.Gateway;

/// <summary>A connection to the gateway over <see cref="ClientWebSocket"/>.</summary>
/// <param name="http">
/// The invoker that connects. It must not follow redirects, as ClientWebSocket's default does, because the next message contains the token.
/// </param>
/// <param name="userAgent">The value of the header User-Agent; null for no such header.</param>
internal sealed class WebSocketConnection(HttpMessageInvoker http, string? userAgent = null) : IGatewayConnection
{
    private const int NoStatusReceived = 1005;

    private readonly ClientWebSocket socket = new()
    {
        // Discord has its own heartbeats.
        Options = { KeepAliveInterval = TimeSpan.Zero },
    };

    private readonly WebSocketUpgrade upgrade = new(http);

    private int? peerCloseCode;

    /// <summary>The peer's close code. It is stored once it is known, so that bytes after the close frame do not change it.</summary>
    public int? PeerCloseCode => peerCloseCode ??=
        socket is { CloseStatus: WebSocketCloseStatus.NormalClosure, CloseStatusDescription: null or "" }
            && upgrade.Stream is { EndsWithEmptyClose: true }
            ? NoStatusReceived
            : (int?)socket.CloseStatus;

    public string? PeerCloseReason => socket.CloseStatusDescription;

    public async ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        if (userAgent is not null)
        {
            socket.Options.SetRequestHeader("User-Agent", userAgent);
        }

        await socket.ConnectAsync(address, upgrade, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort) =>
        socket.ReceiveAsync(buffer, abort);

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, abort);

    public async ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, abort).ConfigureAwait(false);
        }
        else
        {
            socket.Abort();
        }
    }

    public void Abort() => socket.Abort();

    public void Dispose()
    {
        socket.Dispose();
        upgrade.Dispose();
    }
}
