using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>The upgrade that a connection with a thread of its own writes and reads itself: what is sent, and what is accepted.</summary>
public sealed partial class UpgradeTests
{
    private const string Right =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\n\r\n";
    private const int Text = 1;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Right)]
    [InlineData("HTTP/1.1 101\r\nupgrade: WebSocket\r\nCONNECTION: keep-alive, upgrade\r\nsec-websocket-accept:$ \t\r\n\r\n")]
    [InlineData("HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: a\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\nX:\r\n\r\n")]
    [InlineData("HTTP/1.1 101 OK\r\nX-Name: \u00e9\u00ff\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\n\r\n")]
    public async Task Valid_answer_opens_the_web_socket(string answer)
    {
        using var server = new RawGateway();
        using var connection = Make();
        var connecting = connection.ConnectAsync(server.Url, Cancel).AsTask();
        var peer = await server.AcceptAsync();
        string accept = AcceptOf(RawPeer.Accept(await peer.ReadHeadAsync())).Groups[1].Value;

        // The first frame is in the same packet as the head.
        byte[] head = Encoding.Latin1.GetBytes(answer.Replace("$", accept, StringComparison.Ordinal));
        await peer.SendAsync((byte[])[.. head, .. RawPeer.Frame(Text, "first"u8)]);

        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
        await Task.Yield();
        byte[] buffer = new byte[100];
        var frame = await connection.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal("first", Encoding.ASCII.GetString(buffer, 0, frame.Count));
        await connection.SendAsync("second"u8.ToArray(), Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal("second", await peer.ReceiveTextAsync());
    }

    [Fact]
    public async Task Answer_that_arrives_byte_by_byte_opens_the_web_socket()
    {
        using var server = new RawGateway();
        using var connection = Make();
        var connecting = connection.ConnectAsync(server.Url, Cancel).AsTask();
        var peer = await server.AcceptAsync();
        foreach (byte one in Encoding.Latin1.GetBytes(RawPeer.Accept(await peer.ReadHeadAsync())))
        {
            Assert.False(connecting.IsCompleted);
            await peer.SendAsync(new[] { one });
            await Task.Yield();
        }

        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
    }

    [Theory]
    [InlineData("HTTP/1.1 101 OK\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\n\r\n", "Upgrade: websocket")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\n\r\n", "Upgrade: websocket")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: $\r\n\r\n", "Connection: Upgrade")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: close\r\nSec-WebSocket-Accept: $\r\n\r\n", "Connection: Upgrade")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", "Sec-WebSocket-Accept")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: A\r\n\r\n", "WebSocket-Accept")]
    [InlineData(
        "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\nSec-WebSocket-Accept: $\r\n\r\n",
        "Sec-WebSocket-Accept")]
    [InlineData(
        "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\nSec-WebSocket-Protocol: a\r\n\r\n",
        "subprotocol")]
    [InlineData(
        "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\nSec-WebSocket-Extensions: a\r\n\r\n",
        "extension")]
    [InlineData("HTTP/1.0 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\n\r\n", "HTTP/1.0")]
    [InlineData("HTTP/2.0 101 OK\r\n\r\n", "HTTP/1.1")]
    [InlineData("HTTP/1.1 1010 OK\r\n\r\n", "HTTP/1.1")]
    [InlineData("HTTP/1.1 1x1 OK\r\n\r\n", "HTTP/1.1")]
    [InlineData("HTTP/1.1  101 OK\r\n\r\n", "HTTP/1.1")]
    [InlineData("SSH-2.0-x\r\n\r\n", "HTTP/1.1")]
    [InlineData("\r\n\r\n", "HTTP/1.1")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n" + Right, "'100'")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "'200'")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!", "'403'")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://far.example/secret?path\r\n\r\n", "a redirect to https://far.example")]
    [InlineData("HTTP/1.1 308 Found\r\nLocation: /other\r\n\r\n", "a redirect to another path of")]
    [InlineData("HTTP/1.1 301 Found\r\n\r\n", "a redirect to no address")]
    [InlineData("HTTP/1.1 101 OK\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: $\n\n\r\n\r\n", "HTTP/1.1")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade: websocket\nConnection: Upgrade\r\nSec-WebSocket-Accept: $\r\n\r\n", "not a header field")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade:\r\n websocket\r\nConnection: Upgrade\r\n\r\n", "not a header field")]
    [InlineData("HTTP/1.1 101 OK\r\nX: a\0b\r\nUpgrade: websocket\r\n\r\n", "not a header field")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade websocket\r\n\r\n", "not a header field")]
    [InlineData("HTTP/1.1 101 OK\r\n: websocket\r\n\r\n", "not a header field")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgrade : websocket\r\n\r\n", "not a header field")]
    [InlineData("HTTP/1.1 101 OK\r\nUpgr\u00e4de: websocket\r\n\r\n", "not a header field")]
    [InlineData("HTTP/1.1 101 Switching", "closed")]
    [InlineData("", "closed")]
    public async Task Any_other_answer_is_refused(string answer, string reason)
    {
        using var server = new RawGateway();
        using var connection = Make();
        var connecting = connection.ConnectAsync(server.Url, Cancel).AsTask();
        var peer = await server.AcceptAsync();
        string accept = AcceptOf(RawPeer.Accept(await peer.ReadHeadAsync())).Groups[1].Value;
        await peer.SendAsync(Encoding.Latin1.GetBytes(answer.Replace("$", accept, StringComparison.Ordinal)));
        peer.Shutdown();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => connecting.WaitAsync(LiveGateway.Patience, Cancel));

        Assert.True(ConnectFailure.IsBroken(error), error.ToString());
        Assert.Contains(reason, ConnectFailure.Explain(error), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        connection.Dispose();
        await peer.EndedAsync();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Head_of_16_KB_is_accepted_and_a_longer_one_is_not(int more, bool isAccepted)
    {
        using var server = new RawGateway();
        using var connection = Make();
        var connecting = connection.ConnectAsync(server.Url, Cancel).AsTask();
        var peer = await server.AcceptAsync();
        string head = RawPeer.Accept(await peer.ReadHeadAsync());
        string filler = new('a', (16 * 1024) - head.Length - "X: \r\n".Length + more);
        await peer.SendAsync(Encoding.Latin1.GetBytes(head.Replace("Upgrade:", $"X: {filler}\r\nUpgrade:", StringComparison.Ordinal)));

        var error = await Record.ExceptionAsync(() => connecting.WaitAsync(LiveGateway.Patience, Cancel));

        Assert.Equal(isAccepted, error is null);
        if (error is not null)
        {
            Assert.Contains("longer than 16 KB", ConnectFailure.Explain(error), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ws://127.0.0.1/", "GET / HTTP/1.1", "127.0.0.1")]
    [InlineData("ws://gateway.example:80/", "GET / HTTP/1.1", "gateway.example")]
    [InlineData("ws://gateway.example:8080/?v=10&encoding=json&a=%20", "GET /?v=10&encoding=json&a=%20 HTTP/1.1", "gateway.example:8080")]
    [InlineData("wss://gateway.example:443/a/b?c#fragment", "GET /a/b?c HTTP/1.1", "gateway.example")]
    [InlineData("ws://[::1]:81", "GET / HTTP/1.1", "[::1]:81")]
    [InlineData("ws://[2001:db8::1]/", "GET / HTTP/1.1", "[2001:db8::1]")]
    [InlineData("ws://b\u00fccher.example/", "GET / HTTP/1.1", "xn--bcher-kva.example")]
    public void Request_is_exactly_what_the_protocol_asks_for(string address, string line, string host)
    {
        using var stream = new DuplexText();

        Assert.Throws<IOException>(() => UpgradeRequest.Send(stream, new Uri(address), "agent (1)"));

        string[] lines = stream.Written.Split("\r\n");
        Assert.Matches("^Sec-WebSocket-Key: [A-Za-z0-9+/]{22}==$", lines[5]);
        Assert.Equal(
            [
                line, $"Host: {host}", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", lines[5],
                "User-Agent: agent (1)", "", "",
            ],
            lines);
    }

    [Fact]
    public void Request_without_a_user_agent_has_no_such_header()
    {
        using var stream = new DuplexText();

        Assert.Throws<IOException>(() => UpgradeRequest.Send(stream, new Uri("ws://gateway.example"), null));

        Assert.DoesNotContain("User-Agent", stream.Written, StringComparison.Ordinal);
    }

    /// <summary>Only 127.0.0.1 listens. A machine without IPv6 has no socket for ::1.</summary>
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1", "127.0.0.1")]
    [InlineData("::1", "::1", "127.0.0.1", "::1")]
    public async Task Addresses_of_a_name_are_tried_in_turn(params string[] addresses)
    {
        using var server = new RawGateway();
        using var connection = Make(addresses);
        var connecting = connection.ConnectAsync(new Uri($"ws://bot.test:{server.Port}"), Cancel).AsTask();

        Assert.Contains($"\r\nHost: bot.test:{server.Port}\r\n", await OpenAsync(server), StringComparison.Ordinal);
        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
    }

    [Theory]
    [InlineData]
    [InlineData("::1")]
    [InlineData("::1", "::1")]
    public async Task Name_whose_addresses_all_fail_is_in_the_error(params string[] addresses)
    {
        using var server = new RawGateway();
        using var connection = Make(addresses);
        var connecting = connection.ConnectAsync(new Uri($"ws://bot.test:{server.Port}"), Cancel).AsTask();

        var error = await Assert.ThrowsAsync<WebSocketException>(() => connecting.WaitAsync(LiveGateway.Patience, Cancel));

        Assert.Contains($"(bot.test:{server.Port})", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string> OpenAsync(RawGateway server)
    {
        var peer = await server.AcceptAsync();
        string head = await peer.ReadHeadAsync();
        await peer.SendAsync(Encoding.Latin1.GetBytes(RawPeer.Accept(head)));
        return head;
    }

    private static WebSocketConnection Make() => new(DirectHttp.For(null, null), UserAgent.Text, new SocketDial(new WebProxy()));

    private static WebSocketConnection Make(string[] addresses) => new(
        DirectHttp.For(null, null),
        UserAgent.Text,
        new SocketDial(new WebProxy(), (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse))));

    private static Match AcceptOf(string answer) => Accept().Match(answer);

    [GeneratedRegex("Sec-WebSocket-Accept: (.*?)\r")]
    private static partial Regex Accept();

    /// <summary>Keeps what is written, and has nothing to read.</summary>
    private sealed class DuplexText : MemoryStream
    {
        public string Written => Encoding.ASCII.GetString(ToArray());

        public override int Read(byte[] buffer, int offset, int count) => 0;
    }
}
