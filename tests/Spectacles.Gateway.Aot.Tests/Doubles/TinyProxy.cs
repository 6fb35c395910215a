using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spectacles.Gateway.Tests;

/// <summary>An HTTP proxy on loopback: tunnels at CONNECT, and forwards other requests. It notes the first line of each.</summary>
internal sealed class TinyProxy : IAsyncDisposable
{
    private readonly TunnelServer server;
    private readonly List<string> requests = [];

    public TinyProxy()
    {
        server = new TunnelServer(FindAsync);
        server.Start();
    }

    public WebProxy Proxy => new($"http://127.0.0.1:{server.Port}");

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

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task FindAsync(NetworkStream near, TcpClient far, CancellationToken cancellationToken)
    {
        string head = await ReadHeadAsync(near, cancellationToken);
        string first = head[..head.IndexOf('\r', StringComparison.Ordinal)];
        lock (requests)
        {
            requests.Add(first);
        }

        string target = first.Split(' ')[1];
        bool tunnels = first.StartsWith("CONNECT ", StringComparison.Ordinal);
        var address = new Uri(tunnels ? $"http://{target}" : target);
        await far.ConnectAsync(address.Host, address.Port, cancellationToken);
        await (tunnels ? near : far.GetStream()).WriteAsync(
            Encoding.ASCII.GetBytes(tunnels ? "HTTP/1.1 200 Connected\r\n\r\n" : head), cancellationToken);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
