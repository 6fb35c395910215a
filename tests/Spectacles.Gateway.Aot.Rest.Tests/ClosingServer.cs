using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>
/// A server that closes its first connection after it has read a request and not answered it; the requests of later connections are
/// answered with 204.
/// </summary>
internal sealed class ClosingServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task accepting;
    private int requests;

    /// <param name="answers">The requests that are answered on the first connection.</param>
    public ClosingServer(int answers)
    {
        listener.Start();
        accepting = AcceptAsync(answers);
    }

    public Uri Origin => new($"http://{listener.LocalEndpoint}");

    /// <summary>The requests that were read whole.</summary>
    public int Requests => requests;

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
    }

    private async Task AcceptAsync(int answers)
    {
        try
        {
            await ServeAsync(answers);
            while (true)
            {
                await ServeAsync(int.MaxValue);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException or IOException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(int answers)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        byte[] buffer = new byte[4096];
        var text = new StringBuilder();
        while (await stream.ReadAsync(buffer) is > 0 and var read)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            if (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                continue;
            }

            text.Clear();
            requests++;
            if (answers-- == 0)
            {
                return;
            }

            await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        }
    }
}
