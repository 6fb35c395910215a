using System.Net;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>How the API and the gateway are reached: by a proxy, at another address, with another query.</summary>
public sealed class DialTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task API_and_gateway_connections_use_the_proxy_of_the_gateway()
    {
        await using var proxy = new TinyProxy();
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await using var cluster = await ServeAsync(
            new Cluster(new Gateway(server.Token, new GatewayOptions { Api = server.Api, Proxy = proxy.Proxy })));

        await cluster.Shards[0].SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: Cancel);
        await server.WaitForPayloadAsync(Opcode.PresenceUpdate, Cancel);

        AssertProxied(proxy, server);
    }

    [Fact]
    public async Task API_and_gateway_connections_use_the_proxy_of_the_cluster()
    {
        await using var proxy = new TinyProxy();
        await using var server = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Token = "proxy.of.cluster" }, Cancel);
        await using var cluster = await ServeAsync(new Cluster(server.Token, new ClusterOptions { Api = server.Api, Proxy = proxy.Proxy }));

        AssertProxied(proxy, server);
    }

    [Fact]
    public async Task Second_cluster_of_a_token_with_another_proxy_is_rejected()
    {
        await using var first = new Cluster("proxy.of.second");

        var error = Assert.Throws<InvalidOperationException>(
            () => new Cluster("proxy.of.second", new ClusterOptions { Proxy = new WebProxy("http://127.0.0.1:1") }));

        Assert.Contains("exists with another Proxy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpMessageInvoker_of_the_gateway_is_used_for_connections_too()
    {
        await using var proxy = new TinyProxy();
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { Proxy = proxy.Proxy });
        await using var cluster = await ServeAsync(
            new Cluster(new Gateway(server.Token, new GatewayOptions { Api = server.Api, Http = http })));

        AssertProxied(proxy, server);
    }

    [Fact]
    public async Task Unreachable_proxy_is_an_error_that_names_the_API()
    {
        await using var cluster = new Cluster(
            new Gateway(
                "proxy.not.there",
                new GatewayOptions { Api = new Uri("http://127.0.0.1:9/api/v10"), Proxy = new WebProxy("http://127.0.0.1:9") }));

        var error = await Assert.ThrowsAsync<GatewayException>(() => cluster.SpawnAsync(Cancel));

        Assert.Contains("can't be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixed_URL_is_used_for_the_first_connection_and_to_resume()
    {
        await using var relay = new TinyRelay();
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        relay.Target = server.Url.Port;
        var gateway = new Gateway(server.Token, new GatewayOptions { Api = server.Api, Url = relay.Url });
        Assert.Equal(relay.Url, gateway.Url);
        await using var cluster = new Cluster(gateway);
        cluster.Error += _ => { };
        await ServeAsync(cluster);

        server.ConnectionOf(0).Drop();
        await server.WaitForPayloadAsync(Opcode.Resume, Cancel);

        Assert.Equal(2, relay.Connections);
        Assert.False((await server.WaitForOpenAsync(Cancel)).AtResumeAddress);
        Assert.False((await server.WaitForOpenAsync(Cancel)).AtResumeAddress);
    }

    [Fact]
    public async Task Query_contains_the_version_and_the_configured_parameters_at_each_connection()
    {
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        var gateway = new Gateway(
            server.Token,
            new GatewayOptions { Api = server.Api, ApiVersion = 9, Query = new Dictionary<string, string> { ["trace me"] = "a&b" } });
        Assert.Equal((9, server.Api), (gateway.ApiVersion, gateway.Api));
        await using var cluster = new Cluster(gateway);
        cluster.Error += _ => { };
        await ServeAsync(cluster);

        server.ConnectionOf(0).Drop();
        await server.WaitForPayloadAsync(Opcode.Resume, Cancel);

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("v=9&encoding=json&trace%20me=a%26b&compress=zlib-stream", (await server.WaitForOpenAsync(Cancel)).Query);
        }
    }

    [Fact]
    public void Invalid_options_are_rejected_at_once()
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        Refuses("GatewayOptions.Query", new GatewayOptions { Url = new Uri("wss://gateway.example/?v=10") });
        Refuses("is not a valid web socket URL", new GatewayOptions { Url = new Uri("https://gateway.example") });
        Refuses("'v' is reserved", new GatewayOptions { Query = new Dictionary<string, string> { ["v"] = "9" } });
        Refuses("ApiVersion", new GatewayOptions { ApiVersion = 0 });
        Refuses("Both Http and Proxy", new GatewayOptions { Http = http, Proxy = new WebProxy("http://localhost") });
        Assert.Contains(
            "ClusterOptions.Proxy differs from the gateway's",
            Assert.Throws<ArgumentException>(
                () => new Cluster(new Gateway("one.two.three"), new ClusterOptions { Proxy = new WebProxy("http://localhost") })).Message,
            StringComparison.Ordinal);
        Assert.Equal(10, new Gateway("one.two.three").ApiVersion);
    }

    private static void Refuses(string reason, GatewayOptions options) =>
        Assert.Contains(
            reason, Assert.ThrowsAny<ArgumentException>(() => new Gateway("one.two.three", options)).Message, StringComparison.Ordinal);

    private static async Task<Cluster> ServeAsync(Cluster cluster)
    {
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        return cluster;
    }

    private static void AssertProxied(TinyProxy proxy, SimulatedGateway server) =>
        Assert.Equal([$"GET {server.Api}/gateway/bot HTTP/1.1", $"CONNECT 127.0.0.1:{server.Url.Port} HTTP/1.1"], proxy.Requests);
}
