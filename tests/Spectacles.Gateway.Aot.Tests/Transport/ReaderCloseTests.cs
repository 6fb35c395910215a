using System.Net;
using System.Net.WebSockets;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>Closing a connection that a reader thread reads. None of these tests depends on a time limit of the library.</summary>
public sealed class ReaderCloseTests
{
    private const int CloseFrame = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The web socket gives the peer a second to end the connection.</summary>
    [Fact]
    public async Task Peer_that_closes_but_does_not_end_the_connection_is_not_waited_for()
    {
        using var server = new RawGateway();
        using var dial = new SocketDial(new WebProxy());
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, dial);
        var opening = server.OpenAsync();
        await connection.ConnectAsync(server.Url, Cancel);
        var peer = await opening;
        await Task.Yield();
        var reading = connection.ReceiveAsync(new byte[100], CancellationToken.None).AsTask();
        await connection.CloseAsync(1000, "", Cancel);
        Assert.Equal(CloseFrame, (await peer.ReceiveAsync()).Opcode);
        await peer.SendAsync(RawPeer.Frame(CloseFrame, [0x03, 0xE8]));

        Assert.Equal(WebSocketMessageType.Close, (await reading.WaitAsync(LiveGateway.Patience, Cancel)).MessageType);
        await peer.EndedAsync();
    }

    /// <summary>The web socket reads the end of the connection by itself, while the loop of the shard reads it, too.</summary>
    [Fact]
    public async Task Ping_and_close_that_meet_a_close_end_the_connection()
    {
        for (int round = 0; round < 50; round++)
        {
            using var server = new RawGateway();
            using var dial = new SocketDial(new WebProxy());
            using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, dial);
            var opening = server.OpenAsync();
            await connection.ConnectAsync(server.Url, Cancel);
            var peer = await opening;
            await Task.Yield();
            var reading = ReadAsync(connection);
            var sending = peer.SendAsync((byte[])[.. RawPeer.Frame(9, [1]), .. RawPeer.Frame(CloseFrame, [0x03, 0xE8])]);
            var closing = connection.CloseAsync(1000, "", Cancel).AsTask();
            await sending;
            peer.Shutdown();

            await reading.WaitAsync(LiveGateway.Patience, Cancel);
            await closing.WaitAsync(LiveGateway.Patience, Cancel);
            connection.Abort();
            await peer.EndedAsync();
        }

        static async Task ReadAsync(WebSocketConnection connection)
        {
            try
            {
                do
                {
                    await connection.Return();
                }
                while ((await connection.ReceiveAsync(new byte[100], CancellationToken.None)).MessageType != WebSocketMessageType.Close);
            }
            catch (Exception e) when (ConnectFailure.IsBroken(e))
            {
                // The other read was the last one.
            }
        }
    }
}
