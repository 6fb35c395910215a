using System.Net.WebSockets;

namespace Spectacles.Gateway;

/// <summary>A connection to the gateway over the runtime's web socket.</summary>
/// <param name="http">
/// The invoker that connects. It must not follow redirects, as ClientWebSocket's default does, because the next message contains the token.
/// </param>
/// <param name="userAgent">The value of the header User-Agent; null for no such header.</param>
/// <param name="dial">
/// Connects with blocking operations on a thread of the connection, which then reads it, too. Null to connect and read on the thread pool.
/// </param>
internal sealed class WebSocketConnection(HttpMessageInvoker http, string? userAgent = null, SocketDial? dial = null) : IGatewayConnection
{
    private const int NoStatusReceived = 1005;

    private readonly WebSocketUpgrade upgrade = new(http);

    private volatile WebSocket? socket;
    private UpgradedStream? stream;
    private ReaderThread? reader;
    private int? peerCloseCode;

    /// <summary>The peer's close code. It is stored once it is known, so that bytes after the close frame do not change it.</summary>
    public int? PeerCloseCode => peerCloseCode ??=
        socket is { CloseStatus: WebSocketCloseStatus.NormalClosure, CloseStatusDescription: null or "" }
            && stream is { EndsWithEmptyClose: true }
            ? NoStatusReceived
            : (int?)socket?.CloseStatus;

    public string? PeerCloseReason => socket?.CloseStatusDescription;

    public async ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        if (dial is null || !await TryDialAsync(dial, address, cancellationToken).ConfigureAwait(false))
        {
            // Discord has its own heartbeats.
            var client = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.Zero } };
            socket = client;
            if (userAgent is not null)
            {
                client.Options.SetRequestHeader("User-Agent", userAgent);
            }

            await client.ConnectAsync(address, upgrade, cancellationToken).ConfigureAwait(false);
            stream = upgrade.Stream;
        }
    }

    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort) =>
        socket!.ReceiveAsync(buffer, abort);

    /// <summary>
    /// Await it to continue on the connection's thread, if it has one. Only what awaits it directly is sure to: the continuation of an
    /// asynchronous method that has switched runs on its caller's thread if the method was faster.
    /// </summary>
    public ReaderThread.Awaitable Return() => new(reader);

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort) =>
        socket!.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, abort);

    public async ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        // The web socket first: once it is there, its thread is, too.
        var current = socket;
        reader?.BeginClose();
        if (current is { State: WebSocketState.Open or WebSocketState.CloseReceived } open)
        {
            await open.CloseOutputAsync((WebSocketCloseStatus)code, reason, abort).ConfigureAwait(false);
        }
        else
        {
            Abort();
        }
    }

    public void Abort()
    {
        dial?.Abort();
        socket?.Abort();
    }

    public void Dispose()
    {
        socket?.Dispose();
        upgrade.Dispose();
        dial?.Dispose();
    }

    /// <returns>False if the runtime's client has to connect.</returns>
    private async ValueTask<bool> TryDialAsync(SocketDial by, Uri address, CancellationToken cancellationToken)
    {
        using var abort = cancellationToken.UnsafeRegister(static by => ((SocketDial)by!).Abort(), by);
        try
        {
            await by.Reader.Switch();
            if (by.Connect(address, userAgent) is not { } opened)
            {
                by.Dispose();
                return false;
            }

            stream = new UpgradedStream(opened, UpgradedStream.BufferSize);
            reader = by.Reader;
            socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { KeepAliveInterval = TimeSpan.Zero });
            return true;
        }
        catch (HttpRequestException e)
        {
            throw new WebSocketException(WebSocketError.Faulted, "The web socket was not opened.", e);
        }
    }
}
