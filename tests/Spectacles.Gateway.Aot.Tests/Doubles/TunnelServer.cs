using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Tests;

/// <summary>A port on loopback that joins each client with a server.</summary>
/// <param name="find">Finds the server of a client, and connects to it.</param>
internal sealed class TunnelServer(Func<NetworkStream, TcpClient, CancellationToken, Task> find) : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> tunnels = [];
    private Task serving = Task.CompletedTask;

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Start()
    {
        listener.Start();
        serving = ServeAsync();
    }

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
                tunnels.Add(TunnelAsync(await listener.AcceptTcpClientAsync(stop.Token)));
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
                var near = client.GetStream();
                await find(near, server, stop.Token);
                var far = server.GetStream();
                await Task.WhenAny(near.CopyToAsync(far, stop.Token), far.CopyToAsync(near, stop.Token));
            }
            catch (Exception e) when (IsEnd(e))
            {
            }
        }
    }
}
