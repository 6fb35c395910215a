using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>A port on loopback behind which there is another one: a gateway at an address of its own.</summary>
internal sealed class TinyRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> tunnels = [];
    private readonly Task serving;
    private int connections;

    public TinyRelay()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Url => new($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public int Target { get; set; }

    public int Connections => Volatile.Read(ref connections);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await serving;
        await Task.WhenAll(tunnels);
        listener.Stop();
        stop.Dispose();
    }

    private static bool IsEnd(Exception e) => e is OperationCanceledException or SocketException or IOException;

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                tunnels.Add(TunnelAsync(client));
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, Target, stop.Token);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), stop.Token), server.GetStream().CopyToAsync(client.GetStream(), stop.Token));
            }
            catch (Exception e) when (IsEnd(e))
            {
            }
        }
    }
}
