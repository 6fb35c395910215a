using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The size of a body of the control API, byte by byte over a socket.</summary>
public sealed class ControlBodyTests : IAsyncLifetime
{
    private const int LargestBody = 1024 * 1024;
    private const int LargestReadBody = 16 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient client = new();
    private SimulatedGateway gateway = null!;
    private ControlServer control = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        gateway = await SimulatedGateway.StartAsync();
        control = await ControlServer.StartAsync(gateway);
        await client.ConnectAsync(IPAddress.Loopback, control.Address.Port, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await control.DisposeAsync();
        await gateway.DisposeAsync();
    }

    /// <summary>The connection stays usable, because each body was read to its end.</summary>
    [Fact]
    public async Task Body_up_to_1_MB_is_used_and_up_to_16_MB_is_read_and_refused()
    {
        Assert.Equal(200, await SendAsync(LargestBody));
        Assert.Equal(413, await SendAsync(LargestBody + 1));
        Assert.Equal(413, await SendAsync(LargestReadBody - 1));
        Assert.Equal(413, await SendAsync(LargestReadBody));
        Assert.Equal(200, await SendAsync(100));
    }

    /// <summary>The answer arrives although nothing of the body is sent.</summary>
    [Fact]
    public async Task Body_above_16_MB_is_refused_unread()
    {
        await SendHeadAsync(LargestReadBody + 1);

        Assert.Equal(413, await ReceiveAsync());
    }

    /// <summary>Sends all of a request before it reads the answer.</summary>
    private async Task<int> SendAsync(int size)
    {
        byte[] body = new byte[size];
        body.AsSpan().Fill((byte)' ');
        """{"who":"ada","text":"hello"}"""u8.CopyTo(body);
        await SendHeadAsync(size);
        await client.GetStream().WriteAsync(body, Cancel).AsTask().WaitAsync(Patience, Cancel);
        return await ReceiveAsync();
    }

    private async Task SendHeadAsync(int size) => await client.GetStream().WriteAsync(
        Encoding.ASCII.GetBytes($"POST /say HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n"), Cancel);

    /// <summary>Receives an answer.</summary>
    /// <returns>Its status.</returns>
    private async Task<int> ReceiveAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await ReadAsync(1))[0]);
        }

        string[] lines = head.ToString().Split("\r\n");
        string length = lines.Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        await ReadAsync(int.Parse(length.AsSpan("Content-Length: ".Length)));
        return int.Parse(lines[0].Split(' ')[1]);
    }

    private async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        await client.GetStream().ReadExactlyAsync(bytes, Cancel).AsTask().WaitAsync(Patience, Cancel);
        return bytes;
    }
}
