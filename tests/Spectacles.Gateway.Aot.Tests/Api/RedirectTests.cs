using Spectacles.Gateway.Testing;
using static Spectacles.Gateway.Tests.ScriptedServer;

namespace Spectacles.Gateway.Tests;

/// <summary>A redirect never chooses who gets the token, nor who names the address that gets it. Over real sockets.</summary>
public sealed class RedirectTests
{
    private const string Secret = "MTIzNDU2Nzg5MDEyMzQ1Njc4.RedirectTests.secret-secret";

    public static TheoryData<int> Statuses => [300, 301, 302, 303, 307, 308];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task WebSocket_upgrade_does_not_follow_redirects(int status)
    {
        await using var stranger = new ScriptedServer(Http("200 OK"));
        await using var redirecting = Redirecting(status, stranger.Port);

        await FailsToConnectAsync(
            new GatewayOptions { Url = Url(redirecting) },
            $"the server answered {status}, a redirect to http://127.0.0.1:{stranger.Port}, and redirects are not followed");

        Assert.Equal(0, stranger.Requests);
    }

    [Fact]
    public async Task WebSocket_upgrade_through_a_proxy_does_not_follow_redirects()
    {
        await using var proxy = new TinyProxy();
        await using var stranger = new ScriptedServer(Http("200 OK"));
        await using var redirecting = Redirecting(302, stranger.Port);

        await FailsToConnectAsync(
            new GatewayOptions { Url = Url(redirecting), Proxy = proxy.Proxy },
            $"the server answered 302, a redirect to http://127.0.0.1:{stranger.Port}");

        Assert.Equal(0, stranger.Requests);
        Assert.Contains($"CONNECT 127.0.0.1:{redirecting.Port} HTTP/1.1", proxy.Requests);
    }

    [Fact]
    public async Task Gateway_reached_by_a_redirect_of_a_custom_Http_does_not_receive_the_token()
    {
        await using var stranger = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await using var redirecting = Redirecting(302, stranger.Url.Port);
        using var http = new HttpClient();

        await FailsToConnectAsync(new GatewayOptions { Url = Url(redirecting), Http = http }, "the request was redirected to "
            + $"http://127.0.0.1:{stranger.Url.Port}, and redirects are not followed: set AllowAutoRedirect to false");

        Assert.Equal(0, stranger.Counters.Identifies);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task API_request_does_not_follow_redirects(int status)
    {
        await using var stranger = new ScriptedServer(Known("wss://stranger.example"));
        await using var redirecting = Redirecting(status, stranger.Port);

        await FailsToFetchAsync(
            new GatewayOptions { Api = Api(redirecting) },
            $"the server answered {status}, a redirect to http://127.0.0.1:{stranger.Port}, and redirects are not followed");

        Assert.Equal(0, stranger.Requests);
    }

    [Fact]
    public async Task API_request_through_a_proxy_does_not_follow_redirects()
    {
        await using var proxy = new TinyProxy();
        await using var stranger = new ScriptedServer(Known("wss://stranger.example"));
        await using var redirecting = Redirecting(301, stranger.Port);

        await FailsToFetchAsync(new GatewayOptions { Api = Api(redirecting), Proxy = proxy.Proxy }, "the server answered 301");

        Assert.Equal(0, stranger.Requests);
    }

    [Fact]
    public async Task API_response_reached_by_a_redirect_of_a_custom_Http_is_rejected()
    {
        await using var stranger = new ScriptedServer(Known("wss://stranger.example"));
        await using var redirecting = Redirecting(302, stranger.Port);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());

        await FailsToFetchAsync(
            new GatewayOptions { Api = Api(redirecting), Http = http }, $"the request was redirected to http://127.0.0.1:{stranger.Port}");
    }

    [Theory]
    [InlineData("/elsewhere", "a redirect to another path of http://127.0.0.1:")]
    [InlineData("https://user:hunter2@stranger.example/", "a redirect to https://stranger.example,")]
    [InlineData("http://[", "a redirect to no address,")]
    public async Task Redirect_target_is_named_without_possible_secrets(string location, string named)
    {
        await using var server = new ScriptedServer(Http("302 Found", "", $"Location: {location}\r\n"));

        await FailsToFetchAsync(new GatewayOptions { Api = Api(server) }, named);
    }

    [Fact]
    public async Task HTTP_identify_queue_does_not_follow_redirects()
    {
        await using var stranger = new ScriptedServer(Http("204 No Content"));
        await using var redirecting = Redirecting(307, stranger.Port);
        var queue = new HttpIdentifyQueue(Secret, new Uri($"http://127.0.0.1:{redirecting.Port}"));

        var error = await Assert.ThrowsAsync<GatewayException>(() => queue.WaitAsync(0, 1, Cancel).AsTask());

        Assert.Contains("the server answered 307, a redirect", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stranger.Requests);
    }

    private static ScriptedServer Redirecting(int status, int port) =>
        new(Http($"{status} Elsewhere", "", $"Location: http://127.0.0.1:{port}/elsewhere\r\n"));

    private static string Known(string url) => Http("200 OK", $$"""{"url":"{{url}}","shards":1}""");

    private static Uri Url(ScriptedServer server) => new($"ws://127.0.0.1:{server.Port}");

    private static Uri Api(ScriptedServer server) => new($"http://127.0.0.1:{server.Port}/api/v10");

    private static async Task FailsToConnectAsync(GatewayOptions options, string reason)
    {
        await using var server = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Token = Secret }, Cancel);
        await using var cluster = new Cluster(
            new Gateway(Secret, new GatewayOptions { Api = server.Api, Url = options.Url, Http = options.Http, Proxy = options.Proxy }));
        var said = new TaskCompletionSource<GatewayError>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.HearErrors(error => said.TrySetResult(error));
        await cluster.SpawnAsync(Cancel);

        Assert.Contains(reason, (await said.Task.WaitAsync(LiveGateway.Patience, Cancel)).Message, StringComparison.Ordinal);
    }

    private static async Task FailsToFetchAsync(GatewayOptions options, string reason)
    {
        var gateway = new Gateway(Secret, options);

        var error = await Assert.ThrowsAsync<GatewayException>(
            () => gateway.FetchAsync(cancellationToken: Cancel).WaitAsync(LiveGateway.Patience, Cancel));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => gateway.Url);
    }
}
