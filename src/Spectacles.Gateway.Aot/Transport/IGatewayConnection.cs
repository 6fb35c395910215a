using System.Net.WebSockets;

namespace Spectacles.Gateway;

/// <summary>
/// A web socket to the gateway. It is used once: opened, read by one reader, written by one writer at a time, closed and disposed.
/// </summary>
/// <remarks>
/// Replace it through <see cref="ClusterOptions.ConnectionFactory"/> to connect in another way, or to test without a socket.
/// </remarks>
public interface IGatewayConnection : IDisposable
{
    /// <summary>The peer's close code; 1005 for a close frame without a code; null if no close frame has arrived.</summary>
    int? PeerCloseCode { get; }

    /// <summary>The peer's close reason; null if there is none.</summary>
    string? PeerCloseReason { get; }

    /// <summary>Opens the connection.</summary>
    /// <param name="address">The gateway's address, including its query.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="WebSocketException">The gateway can't be reached.</exception>
    ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken);

    /// <summary>Receives the next part of a message.</summary>
    /// <param name="buffer">The buffer that receives the bytes.</param>
    /// <param name="abort">
    /// Aborts the connection: afterwards nothing can be sent or received. It is not suitable for a graceful stop.
    /// </param>
    /// <returns>The number of bytes, whether the message ends here, and its kind: text, binary, or the peer's close.</returns>
    /// <exception cref="WebSocketException">The connection was lost.</exception>
    ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort);

    /// <summary>Sends one text message.</summary>
    /// <param name="message">The message in UTF-8.</param>
    /// <param name="abort">Aborts the connection.</param>
    /// <exception cref="WebSocketException">The connection was lost.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort);

    /// <summary>
    /// Sends a close frame. The peer's close frame, which is still to be received, completes the close. A connection that is not open yet
    /// is aborted.
    /// </summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason, at most 123 bytes of UTF-8.</param>
    /// <param name="abort">Aborts the connection.</param>
    ValueTask CloseAsync(int code, string reason, CancellationToken abort);

    /// <summary>
    /// Aborts the connection at once. A pending receive ends with an exception. Can be called at any time, from any thread.
    /// </summary>
    void Abort();
}
