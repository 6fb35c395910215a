using System.Diagnostics;
using System.Net;
using Spectacles.Gateway.Testing;
using static Spectacles.Gateway.Tests.ScriptedServer;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A proxy that refuses CONNECT: the runtime writes its address, password included, into exceptions. None of it is printed or reachable.
/// </summary>
public sealed class ProxySecretTests
{
    private const string Token = "proxy.secret.tests";
    private const string Password = "hunter2";
    private const string Child = "SPECTACLES_TEST_PROXY_API";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("407 Proxy Authentication Required")]
    [InlineData("403 Forbidden")]
    [InlineData("502 Bad Gateway")]
    public async Task Proxy_refusal_is_reported_for_the_API_request(string status)
    {
        await using var proxy = new ScriptedServer(Http(status));
        var gateway = new Gateway(
            Token, new GatewayOptions { Api = new Uri("https://127.0.0.1:1/api/v10"), Proxy = new ForeignProxy(proxy.Port) });

        var error = await Assert.ThrowsAsync<GatewayException>(() => gateway.FetchAsync(cancellationToken: Cancel));

        Assert.Contains(
            "the proxy refused the connection: check the proxy's address and its credentials", error.Message, StringComparison.Ordinal);
        Assert.Contains(status[..3], error.Message, StringComparison.Ordinal);
        AssertClean(error.ToString());
        AssertClean(error);
    }

    [Fact]
    public async Task Proxy_that_requires_credentials_is_named_for_an_API_without_TLS()
    {
        await using var proxy = new ScriptedServer(Http("407 Proxy Authentication Required"));
        var gateway = new Gateway(
            Token,
            new GatewayOptions { Api = new Uri("http://api.test/api/v10"), Proxy = new WebProxy($"http://127.0.0.1:{proxy.Port}") });

        var error = await Assert.ThrowsAsync<GatewayException>(() => gateway.FetchAsync(cancellationToken: Cancel));

        Assert.Equal(
            $"The API can't be reached at http://api.test/api/v10/gateway/bot through the proxy http://127.0.0.1:{proxy.Port}: the proxy "
                + "answered 407, it requires credentials. Check the proxy's address and its credentials.",
            error.Message);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Proxy_that_is_not_there_is_named(string scheme)
    {
        var gateway = new Gateway(
            Token,
            new GatewayOptions { Api = new Uri($"{scheme}://api.test/api/v10"), Proxy = new WebProxy("http://127.0.0.1:9") });

        var error = await Assert.ThrowsAsync<GatewayException>(() => gateway.FetchAsync(cancellationToken: Cancel));

        Assert.StartsWith(
            $"The API can't be reached at {scheme}://api.test/api/v10/gateway/bot through the proxy http://127.0.0.1:9: ",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Proxy_refusal_is_reported_for_the_connection_of_a_shard(bool byHttp)
    {
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await using var proxy = new ScriptedServer(Http("407 Proxy Authentication Required"));
        var forSockets = new SocketProxy(new ForeignProxy(proxy.Port));
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { Proxy = forSockets });
        await using var cluster = new Cluster(
            server.Token,
            new ClusterOptions
            {
                Api = server.Api,
                Http = byHttp ? http : null,
                Proxy = byHttp ? null : forSockets,
            });
        var said = new TaskCompletionSource<GatewayError>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.HearErrors(error => said.TrySetResult(error));
        await cluster.SpawnAsync(Cancel);

        var error = await said.Task.WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Contains("the proxy refused the connection", error.Message, StringComparison.Ordinal);
        Assert.Contains("407", error.Message, StringComparison.Ordinal);
        AssertClean($"{error} {error.Exception}");
        AssertClean(cluster.GetStatus().Shards[0].Transitions.Aggregate("", (all, one) => $"{all}\n{one}"));
        AssertClean(error.Exception);
    }

    [Fact]
    public async Task Proxy_refusal_is_reported_for_the_HTTP_identify_queue()
    {
        await using var proxy = new ScriptedServer(Http("403 Forbidden"));
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { Proxy = new ForeignProxy(proxy.Port) });
        var queue = new HttpIdentifyQueue(Token, new Uri("https://127.0.0.1:1"), http);

        var error = await Assert.ThrowsAsync<GatewayException>(() => queue.WaitAsync(0, 1, Cancel).AsTask());

        Assert.Contains("the proxy refused the connection", error.Message, StringComparison.Ordinal);
        AssertClean(error.ToString());
        AssertClean(error);
    }

    /// <summary>In a process of its own: the runtime reads the variables once, and standard error is what is looked at.</summary>
    [Fact]
    public async Task Password_of_the_proxy_from_the_environment_is_not_printed()
    {
        if (Environment.GetEnvironmentVariable(Child) is { } api)
        {
            await PrintAsync(new Uri(api));
            return;
        }

        await using var proxy = new ScriptedServer(Http("407 Proxy Authentication Required"));
        await using var server = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Token = Token }, Cancel);
        string withPassword = $"http://user:{Password}@127.0.0.1:{proxy.Port}";
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(ProxySecretTests).Assembly.Location, "-noColor", "-method",
                $"*{nameof(Password_of_the_proxy_from_the_environment_is_not_printed)}",
            ])
        {
            Environment =
            {
                [Child] = server.Api.ToString(),
                ["http_proxy"] = withPassword,
                ["https_proxy"] = withPassword,
                ["all_proxy"] = withPassword,
                ["no_proxy"] = "",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        string all = output + await errors;

        Assert.True(process.ExitCode == 0, all);
        Assert.Contains("the proxy refused the connection", all, StringComparison.Ordinal);
        AssertClean(all);
    }

    [Fact]
    public void User_information_is_rejected_in_every_configured_URL()
    {
        var withPassword = new Uri($"http://user:{Password}@example.com/api/v10");
        var proxy = new WebProxy(withPassword);
        Refuses(() => new Gateway(Token, new GatewayOptions { Api = withPassword }));
        Refuses(() => new Gateway(Token, new GatewayOptions { Url = new Uri($"wss://user:{Password}@example.com") }));
        Refuses(() => new Gateway(Token, new GatewayOptions { Url = withPassword }));
        Refuses(() => new Gateway(Token, new GatewayOptions { Proxy = proxy }));
        Refuses(() => new Cluster(Token, new ClusterOptions { Api = withPassword }));
        Refuses(() => new Cluster(Token, new ClusterOptions { Api = new Uri($"ftp://user:{Password}@example.com") }));
        Refuses(() => new Cluster(Token, new ClusterOptions { Proxy = proxy }));
        Refuses(() => new HttpIdentifyQueue(Token, withPassword));
        Refuses(() => new HttpIdentifyQueue(Token, new Uri($"ftp://user:{Password}@example.com")));
    }

    private static void Refuses(Func<object> make)
    {
        var error = Assert.Throws<ArgumentException>(make);
        Assert.Contains("must not contain a user name or a password", error.Message, StringComparison.Ordinal);
        AssertClean(error.ToString());
    }

    /// <summary>What a bot without a logger and without a listener prints.</summary>
    private static async Task PrintAsync(Uri api)
    {
        var byEnvironment = new Gateway(Token, new GatewayOptions { Api = new Uri("https://127.0.0.1:1/api/v10") });
        await Console.Error.WriteLineAsync(
            (await Assert.ThrowsAsync<GatewayException>(() => byEnvironment.FetchAsync(cancellationToken: Cancel))).ToString());

        await using var cluster = new Cluster(
            Token, new ClusterOptions { Api = api, Proxy = new SocketProxy(HttpClient.DefaultProxy) });
        await cluster.SpawnAsync(Cancel);
        await LiveGateway.UntilAsync(() => cluster.GetStatus().Shards[0].Transitions.Count > 3);
        await Console.Error.WriteLineAsync(cluster.GetStatus().ToString());
    }

    private static void AssertClean(string text)
    {
        Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        Assert.DoesNotContain("user:", text, StringComparison.Ordinal);
    }

    private static void AssertClean(Exception? error)
    {
        for (var part = error; part is not null; part = part.InnerException)
        {
            AssertClean(part.Message);
        }
    }

    /// <summary>A proxy that only says where it is when it is asked, so that nobody can refuse it before.</summary>
    private sealed class ForeignProxy(int port) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => new($"http://user:{Password}@127.0.0.1:{port}");

        public bool IsBypassed(Uri host) => false;
    }

    /// <summary>Uses another proxy for web sockets only, so that the API answers.</summary>
    private sealed class SocketProxy(IWebProxy sockets) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : sockets.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.Scheme is "http" or "https" || sockets.IsBypassed(host);
    }
}
