using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spectacles.Gateway.Tests.FrontDoor;

/// <summary>An HTTP proxy on loopback: tunnels at CONNECT, and forwards other requests. It notes the first line of each.</summary>
internal sealed class TinyProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> requests = [];
    private readonly List<Task> tunnels = [];
    private readonly Task serving;

    public TinyProxy()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public WebProxy Proxy => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public string[] Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
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
                string head = await ReadHeadAsync(near);
                string first = head[..head.IndexOf('\r', StringComparison.Ordinal)];
                lock (requests)
                {
                    requests.Add(first);
                }

                string target = first.Split(' ')[1];
                bool tunnels = first.StartsWith("CONNECT ", StringComparison.Ordinal);
                var address = new Uri(tunnels ? $"http://{target}" : target);
                await server.ConnectAsync(address.Host, address.Port, stop.Token);
                var far = server.GetStream();
                await (tunnels ? near : far).WriteAsync(Encoding.ASCII.GetBytes(tunnels ? "HTTP/1.1 200 Connected\r\n\r\n" : head), stop.Token);
                await Task.WhenAny(near.CopyToAsync(far, stop.Token), far.CopyToAsync(near, stop.Token));
            }
            catch (Exception e) when (IsEnd(e))
            {
            }
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, stop.Token);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
