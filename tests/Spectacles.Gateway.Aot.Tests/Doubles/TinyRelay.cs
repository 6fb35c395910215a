using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Tests;

/// <summary>A port on loopback behind which there is another one: a gateway at an address of its own.</summary>
internal sealed class TinyRelay : IAsyncDisposable
{
    private readonly TunnelServer server;
    private int connections;

    public TinyRelay()
    {
        server = new TunnelServer(FindAsync);
        server.Start();
    }

    public Uri Url => new($"ws://127.0.0.1:{server.Port}");

    public int Target { get; set; }

    public int Connections => Volatile.Read(ref connections);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task FindAsync(NetworkStream near, TcpClient far, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref connections);
        await far.ConnectAsync(IPAddress.Loopback, Target, cancellationToken);
    }
}
