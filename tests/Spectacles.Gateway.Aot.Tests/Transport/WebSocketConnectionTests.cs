using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Spectacles.Gateway.Tests.Transport;

public sealed class WebSocketConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n")]
    public async Task Rejected_upgrade_response_closes_the_connection(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var connection = new WebSocketConnection(DirectHttp.For(null, null));
        var connecting = connection.ConnectAsync(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), Cancel).AsTask();
        using var peer = await listener.AcceptTcpClientAsync(Cancel);
        byte[] buffer = new byte[4096];
        Assert.True(await peer.GetStream().ReadAsync(buffer, Cancel) > 0);
        await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Cancel);

        await Assert.ThrowsAsync<WebSocketException>(() => connecting);

        Assert.True(await HasEndedAsync(peer).WaitAsync(Patience, Cancel));
        GC.KeepAlive(connection);
    }

    [Fact]
    public async Task Upgrade_request_has_the_user_agent()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), UserAgent.Text);
        var connecting = connection.ConnectAsync(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), Cancel).AsTask();
        using var peer = await listener.AcceptTcpClientAsync(Cancel);
        byte[] buffer = new byte[4096];
        int count = await peer.GetStream().ReadAsync(buffer, Cancel);
        await peer.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Cancel);

        await Assert.ThrowsAsync<WebSocketException>(() => connecting.WaitAsync(Patience, Cancel));
        Assert.Contains($"\r\nUser-Agent: {UserAgent.Text}\r\n", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
    }

    private static async Task<bool> HasEndedAsync(TcpClient peer)
    {
        try
        {
            return await peer.GetStream().ReadAsync(new byte[1], Cancel) == 0;
        }
        catch (IOException)
        {
            // A reset.
            return true;
        }
    }
}
