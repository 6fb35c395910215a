using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Spectacles.Gateway.Testing;

/// <summary>The TCP connection of a web socket. It makes the faults that protocol code cannot make.</summary>
internal sealed class Link
{
    private readonly LinkGate gate = new();
    private readonly ConnectionContext connection;
    private readonly GatedPipe pipe;

    public Link(ConnectionContext connection)
    {
        this.connection = connection;
        connection.Transport = pipe = new GatedPipe(connection.Transport, gate);
        connection.ConnectionClosed.Register(gate.OpenForever);
    }

    /// <summary>Stops reading and sending. The peer is not notified.</summary>
    public void Hold() => gate.Close();

    /// <summary>Resumes reading and sending.</summary>
    public void GoOn() => gate.Open();

    /// <summary>Sends half of the next write, then resets the connection.</summary>
    public void ResetInNext(Action afterwards) => pipe.Output.CutNext(afterwards);

    /// <summary>Sends bytes that bypass the web socket, which can't create every frame. No other write may run at the same time.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await pipe.Output.WriteAsync(bytes, cancellationToken);

    /// <summary>Cuts the connection with a TCP reset, without a close frame and a close handshake. Bytes in flight may be lost.</summary>
    public void Reset()
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        try
        {
            // A close with a linger time of zero makes the kernel send RST instead of FIN.
            if (socket is not null)
            {
                socket.LingerState = new LingerOption(true, 0);
            }

            socket?.Dispose();
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }

        connection.Abort();
        gate.OpenForever();
    }
}
