using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>The proxy of a connection with a thread of its own: the tunnel, Basic, and what is left to the runtime's client.</summary>
public sealed class ProxyRouteTests
{
    private const string Password = "hunter2";
    private const string Credential = "user:" + Password;
    private const string Opened = "HTTP/1.0 200 Connected\r\n\r\n";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Credential));
    private static readonly Uri Target = new("ws://gateway.example:8080/?v=10");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tunnel_is_asked_for_without_credentials_and_carries_the_upgrade()
    {
        using var proxy = new RawGateway();
        using var connection = Make(proxy, withCredentials: true);
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        var peer = await proxy.AcceptAsync();

        Assert.Equal(
            "CONNECT gateway.example:8080 HTTP/1.1\r\nHost: gateway.example:8080\r\n\r\n", await peer.ReadHeadAsync());
        await AnswerAsync(peer, Opened);
        await peer.UpgradeAsync();
        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
    }

    [Theory]
    [InlineData("Proxy-Authenticate: Basic realm=\"a\"")]
    [InlineData("Proxy-Authenticate: basic realm=\"a\", charset=\"UTF-8\"")]
    public async Task Proxy_that_asks_for_Basic_gets_the_credentials_on_a_second_connection(string challenge)
    {
        using var proxy = new RawGateway();
        using var connection = Make(proxy, withCredentials: true);
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        var first = await proxy.AcceptAsync();
        Assert.DoesNotContain("Authorization", await first.ReadHeadAsync(), StringComparison.Ordinal);
        await AnswerAsync(first, $"HTTP/1.1 407 Who\r\n{challenge}\r\n\r\n");

        var second = await proxy.AcceptAsync();
        Assert.Equal(
            $"CONNECT gateway.example:8080 HTTP/1.1\r\nHost: gateway.example:8080\r\nProxy-Authorization: Basic {Encoded}\r\n\r\n",
            await second.ReadHeadAsync());
        await AnswerAsync(second, Opened);
        string head = await second.ReadHeadAsync();
        Assert.DoesNotContain("Authorization", head, StringComparison.Ordinal);
        await AnswerAsync(second, RawPeer.Accept(head));
        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
        await first.EndedAsync();
    }

    [Theory]
    [InlineData("407 Who", "Proxy-Authenticate: Basic realm=\"a\"\r\n", false)]
    [InlineData("403 Forbidden", "", true)]
    [InlineData("502 Bad Gateway", "", true)]
    [InlineData("201 Created", "", true)]
    public async Task Refusal_of_the_proxy_is_explained_without_the_password(string status, string headers, bool withCredentials)
    {
        using var proxy = new RawGateway();
        using var connection = Make(proxy, withCredentials);
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        var peer = await proxy.AcceptAsync();
        await peer.ReadHeadAsync();
        await AnswerAsync(peer, $"HTTP/1.1 {status}\r\n{headers}\r\n");

        await RefusedAsync(connecting, status[..3]);
    }

    [Fact]
    public async Task Proxy_that_refuses_the_credentials_is_explained_without_them()
    {
        using var proxy = new RawGateway();
        using var connection = Make(proxy, withCredentials: true);
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        for (int i = 0; i < 2; i++)
        {
            var peer = await proxy.AcceptAsync();
            await peer.ReadHeadAsync();
            await AnswerAsync(peer, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"a\"\r\n\r\n");
        }

        await RefusedAsync(connecting, "407");
    }

    [Theory]
    [InlineData("garbage\r\n\r\n", "not HTTP/1.1")]
    [InlineData("HTTP/1.1 200 Conn", "closed before")]
    [InlineData("", "closed before")]
    public async Task Invalid_answer_of_the_proxy_is_explained(string answer, string reason)
    {
        using var proxy = new RawGateway();
        using var connection = Make(proxy, withCredentials: true);
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        var peer = await proxy.AcceptAsync();
        await peer.ReadHeadAsync();
        await AnswerAsync(peer, answer);
        peer.Shutdown();

        await RefusedAsync(connecting, reason);
    }

    [Fact]
    public async Task Proxy_that_is_not_there_is_named()
    {
        var by = new WebProxy("http://127.0.0.1:9");
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, new SocketDial(by));

        await UnreachableAsync(connection, "the proxy http://127.0.0.1:9 can't be reached: the connection was refused");
    }

    [Fact]
    public async Task Proxy_whose_name_is_not_found_is_named()
    {
        var dial = new SocketDial(
            new WebProxy("http://proxy.test:80"),
            (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)));
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, dial);

        await UnreachableAsync(connection, "the proxy http://proxy.test can't be reached: its name was not found: DNS has no answer");
    }

    [Fact]
    public async Task Domain_of_the_credentials_is_a_part_of_the_name()
    {
        using var proxy = new RawGateway();
        var by = new WebProxy($"http://127.0.0.1:{proxy.Port}") { Credentials = new NetworkCredential("user", Password, "OFFICE") };
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, new SocketDial(by));
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        var first = await proxy.AcceptAsync();
        await first.ReadHeadAsync();
        await AnswerAsync(first, "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"a\"\r\n\r\n");
        var second = await proxy.AcceptAsync();

        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($@"OFFICE\user:{Password}"));
        Assert.Contains($"\r\nProxy-Authorization: Basic {encoded}\r\n", await second.ReadHeadAsync(), StringComparison.Ordinal);
        await AnswerAsync(second, "HTTP/1.1 502 Bad Gateway\r\n\r\n");
        await RefusedAsync(connecting, "502");
    }

    [Fact]
    public async Task Credentials_that_are_not_for_Basic_are_left_to_the_client_of_the_runtime()
    {
        using var proxy = new RawGateway();
        var address = new Uri($"http://127.0.0.1:{proxy.Port}");
        var by = new WebProxy(address)
        {
            Credentials = new CredentialCache { { address, "Digest", new NetworkCredential("user", Password) } },
        };
        using var connection = new WebSocketConnection(DirectHttp.For(null, by), null, new SocketDial(by));
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        const string Asks =
            "HTTP/1.1 407 Who\r\nContent-Length: 0\r\nProxy-Authenticate: Digest realm=\"a\", nonce=\"b\", qop=\"auth\"\r\n\r\n";
        var first = await proxy.AcceptAsync();
        await first.ReadHeadAsync();
        await AnswerAsync(first, Asks);
        var second = await proxy.AcceptAsync();
        Assert.DoesNotContain("Authorization", await second.ReadHeadAsync(), StringComparison.Ordinal);
        await AnswerAsync(second, Asks);

        var third = await proxy.AcceptAsync();
        Assert.Contains("\r\nProxy-Authorization: Digest ", await third.ReadHeadAsync(), StringComparison.Ordinal);
        await AnswerAsync(third, Opened);
        await third.UpgradeAsync();
        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
    }

    /// <summary>As the runtime's client does.</summary>
    [Fact]
    public async Task Proxy_that_throws_is_not_used()
    {
        using var server = new RawGateway();
        var by = new ThrowingProxy();
        using var connection = new WebSocketConnection(DirectHttp.For(null, by), null, new SocketDial(by));
        var connecting = connection.ConnectAsync(server.Url, Cancel).AsTask();

        await server.OpenAsync();
        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
    }

    /// <summary>The runtime's client asks again on a connection of its own, and answers the challenge if it can.</summary>
    [Theory]
    [InlineData("Proxy-Authenticate: Digest realm=\"a\", nonce=\"b\"\r\n")]
    [InlineData("Proxy-Authenticate: Negotiate\r\n")]
    [InlineData("Proxy-Authenticate: Digest realm=\"a\", nonce=\"b\"\r\nProxy-Authenticate: Basic realm=\"a\"\r\n")]
    [InlineData("Proxy-Authenticate: Basic realm=\"a\", Digest realm=\"a\", nonce=\"b\"\r\n")]
    [InlineData("")]
    public async Task Other_authentication_is_left_to_the_client_of_the_runtime(string challenges)
    {
        using var proxy = new RawGateway();
        var by = ProxyOf(proxy, withCredentials: true);
        using var connection = new WebSocketConnection(DirectHttp.For(null, by), null, new SocketDial(by));
        var connecting = connection.ConnectAsync(Target, Cancel).AsTask();
        var first = await proxy.AcceptAsync();
        await first.ReadHeadAsync();
        await AnswerAsync(first, $"HTTP/1.1 407 Who\r\nContent-Length: 0\r\n{challenges}\r\n");

        var second = await proxy.AcceptAsync();
        string head = await second.ReadHeadAsync();

        Assert.StartsWith("CONNECT gateway.example:8080 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization: Basic", head, StringComparison.Ordinal);
        await AnswerAsync(second, Opened);
        await second.UpgradeAsync();
        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
    }

    /// <summary>SOCKS begins with the version of its protocol, and TLS with a record of a handshake.</summary>
    [Theory]
    [InlineData("socks5", 5)]
    [InlineData("socks4", 4)]
    [InlineData("https", 22)]
    public async Task Other_proxies_are_left_to_the_client_of_the_runtime(string scheme, byte begins)
    {
        using var proxy = new RawGateway();
        var by = new WebProxy($"{scheme}://127.0.0.1:{proxy.Port}");
        using var connection = new WebSocketConnection(DirectHttp.For(null, by), null, new SocketDial(by));
        var connecting = connection.ConnectAsync(new Uri("ws://127.0.0.1:1"), Cancel).AsTask();
        var peer = await proxy.AcceptAsync();

        Assert.Equal(begins, await peer.ReceiveByteAsync());
        connection.Abort();
        peer.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => connecting.WaitAsync(LiveGateway.Patience, Cancel));
    }

    [Fact]
    public async Task Bypassed_address_is_connected_to_directly()
    {
        using var server = new RawGateway();
        var by = new WebProxy("http://127.0.0.1:9") { BypassList = ["127\\.0\\.0\\.1"] };
        using var connection = new WebSocketConnection(DirectHttp.For(null, by), null, new SocketDial(by));
        var connecting = connection.ConnectAsync(server.Url, Cancel).AsTask();

        await server.OpenAsync();
        await connecting.WaitAsync(LiveGateway.Patience, Cancel);
    }

    private static async Task UnreachableAsync(WebSocketConnection connection, string reason)
    {
        var error = await Assert.ThrowsAsync<WebSocketException>(
            () => connection.ConnectAsync(Target, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel));
        Assert.StartsWith(reason, ConnectFailure.Explain(error), StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(Task connecting, string reason)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => connecting.WaitAsync(LiveGateway.Patience, Cancel));
        string explained = ConnectFailure.Explain(error);
        Assert.Contains("the proxy refused the connection", explained, StringComparison.Ordinal);
        Assert.Contains(reason, explained, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user:", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Encoded, error.ToString(), StringComparison.Ordinal);
    }

    private static Task AnswerAsync(RawPeer peer, string answer) => peer.SendAsync(Encoding.ASCII.GetBytes(answer));

    private static WebProxy ProxyOf(RawGateway proxy, bool withCredentials) => new($"http://127.0.0.1:{proxy.Port}")
    {
        Credentials = withCredentials ? new NetworkCredential("user", Password) : null,
    };

    private static WebSocketConnection Make(RawGateway proxy, bool withCredentials) =>
        new(DirectHttp.For(null, null), null, new SocketDial(ProxyOf(proxy, withCredentials)));

    private sealed class ThrowingProxy : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => throw new NotSupportedException();

        public bool IsBypassed(Uri host) => throw new NotSupportedException();
    }
}
