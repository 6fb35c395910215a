using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>A gateway that can't be reached is said to be so, with the cause, and tried again until it can.</summary>
public sealed class DialFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Unknown_host_is_explained() => SaysAsync("ws://nowhere.invalid", "its name was not found: DNS has no answer");

    [Fact]
    public Task Port_without_a_listener_is_explained()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return SaysAsync($"ws://127.0.0.1:{port}", "the connection was refused: nothing listens at this port");
    }

    [Fact]
    public async Task Plaintext_server_is_explained()
    {
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await SaysAsync($"wss://127.0.0.1:{server.Url.Port}", "TLS failed");
    }

    [Fact]
    public async Task Server_without_a_response_before_the_deadline_is_explained()
    {
        var time = new FakeTimeProvider();
        await using var server = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Token = "dial.no.hello" }, Cancel);
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        await using var cluster = new Cluster(
            new Gateway(
                server.Token, new GatewayOptions { Api = server.Api, Url = new Uri($"ws://{mute.LocalEndpoint}"), TimeProvider = time }),
            new ClusterOptions { TimeProvider = time });
        var said = new TaskCompletionSource<GatewayError>(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.HearErrors(error => said.TrySetResult(error));
        await cluster.SpawnAsync(Cancel);
        using var accepted = await mute.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);

        // The socket is open, and what is to follow never comes.
        while (!said.Task.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Cancel);
        }

        Assert.Contains("the connection did not open", (await said.Task).Message, StringComparison.Ordinal);
    }

    private static async Task SaysAsync(string url, string cause)
    {
        await using var server = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await using var cluster = new Cluster(
            server.Token, new ClusterOptions { Api = server.Api, Url = new Uri(url), TimeProvider = new FastTime() });
        var said = new TaskCompletionSource<GatewayError>(TaskCreationOptions.RunContinuationsAsynchronously);
        int dials = 0;
        cluster.HearErrors(error => said.TrySetResult(error));
        cluster.Connecting += _ => Interlocked.Increment(ref dials);
        await cluster.SpawnAsync(Cancel);

        var error = await said.Task.WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => Volatile.Read(ref dials) > 2);

        Assert.Equal(GatewayErrorKind.Connection, error.Kind);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Contains(new Uri(url).GetLeftPart(UriPartial.Authority), error.Message, StringComparison.Ordinal);
    }
}
