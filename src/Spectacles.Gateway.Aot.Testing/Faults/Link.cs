using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Spectacles.Gateway.Testing;

/// <summary>The TCP connection under a web socket, where faults strike that no protocol code could make.</summary>
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

    /// <summary>From now on nothing is read and nothing is sent, and the peer is told nothing of it.</summary>
    public void Hold() => gate.Close();

    /// <summary>Goes on with what was held.</summary>
    public void GoOn() => gate.Open();

    /// <summary>Sends half of what is to be sent next, then resets.</summary>
    public void ResetInNext(Action afterwards) => pipe.Output.CutNext(afterwards);

    /// <summary>Sends bytes past the web socket, which can't make every frame. Nobody else may write meanwhile.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => await pipe.Output.WriteAsync(bytes, cancellationToken);

    /// <summary>Cuts the connection with a TCP reset: no close frame, no close handshake; bytes on their way may be lost.</summary>
    public void Reset()
    {
        Socket? socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        try
        {
            // A close with a linger time of zero is what makes the kernel send RST in place of FIN.
            if (socket is not null) socket.LingerState = new LingerOption(true, 0);
            socket?.Dispose();
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
        }

        connection.Abort();
        gate.OpenForever();
    }
}
