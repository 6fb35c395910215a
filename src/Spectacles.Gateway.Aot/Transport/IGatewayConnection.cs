using System.Net.WebSockets;

namespace Spectacles.Gateway;

/// <summary>One web socket to the gateway, used once: opened, read by one reader, written by one writer at a time, closed, disposed.</summary>
/// <remarks>Replace it through <see cref="ClusterOptions.ConnectionFactory"/> to dial differently, or to test without a socket.</remarks>
public interface IGatewayConnection : IDisposable
{
    /// <summary>The code with which the peer closed, 1005 for a close frame without one; null when no close frame came.</summary>
    int? PeerCloseCode { get; }

    /// <summary>The reason with which the peer closed; null when it did not say.</summary>
    string? PeerCloseReason { get; }

    /// <summary>Opens the connection.</summary>
    /// <param name="address">The gateway's address with its query.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="WebSocketException">The gateway can't be reached.</exception>
    ValueTask ConnectAsync(Uri address, CancellationToken cancellationToken);

    /// <summary>Receives the next piece of a message.</summary>
    /// <param name="buffer">Where it is written.</param>
    /// <param name="abort">Gives the connection up: after it nothing can be sent or received. It is not a way to stop politely.</param>
    /// <returns>The number of bytes, whether the message ends here, and its kind: text, binary, or the peer's close.</returns>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken abort);

    /// <summary>Sends one text message.</summary>
    /// <param name="message">The message in UTF-8.</param>
    /// <param name="abort">Gives the connection up.</param>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken abort);

    /// <summary>Sends our close; the peer's own, still to be received, completes it. A connection that is not open yet is given up.</summary>
    /// <param name="code">The close code.</param>
    /// <param name="reason">The reason, 123 bytes of UTF-8 at most.</param>
    /// <param name="abort">Gives the connection up.</param>
    ValueTask CloseAsync(int code, string reason, CancellationToken abort);

    /// <summary>Gives the connection up at once. A pending receive ends with an exception. Safe at any time, from any thread.</summary>
    void Abort();
}
