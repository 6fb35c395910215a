using System.Text.Json;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Nats.Tests;

[Collection(nameof(OneServer))]
public sealed class NatsServerTests(SharedServer shared)
{
    [Fact]
    public async Task Server_says_its_version_and_its_JetStream_API_level()
    {
        await using var connection = await shared.Server.ConnectAsync();

        var answer = await connection.RequestAsync<byte[]>("$JS.API.INFO", cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(Version.Parse(connection.ServerInfo!.Version) >= new Version(2, 11));
        using var document = JsonDocument.Parse(answer.Data!);
        Assert.True(document.RootElement.GetProperty("api").GetProperty("level").GetInt32() >= 1);
    }

    [Fact]
    public async Task Stream_is_there_after_a_kill_and_a_start()
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { SyncAlways = true });
        await using var connection = await server.ConnectAsync();
        var context = new NatsJSContext(connection);
        await context.CreateStreamAsync(new StreamConfig("KEPT", ["kept.>"]), TestContext.Current.CancellationToken);
        (await context.PublishAsync("kept.1", 1, cancellationToken: TestContext.Current.CancellationToken)).EnsureSuccess();
        string url = server.Url;

        server.Kill();
        await server.RestartAsync();

        Assert.Equal(url, server.Url);
        await using var second = await server.ConnectAsync();
        var stream = await new NatsJSContext(second).GetStreamAsync("KEPT", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, stream.Info.State.Messages);
    }

    [Fact]
    public async Task Suspended_server_answers_when_it_is_resumed()
    {
        await using var server = await NatsServer.StartAsync();
        await using var connection = await server.ConnectAsync();

        server.Suspend();
        var ping = connection.PingAsync(TestContext.Current.CancellationToken).AsTask();
        var tenth = TimeSpan.FromMilliseconds(100);
        await Assert.ThrowsAsync<TimeoutException>(() => ping.WaitAsync(tenth, TestContext.Current.CancellationToken));
        server.Resume();

        await ping.WaitAsync(NatsServer.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(NatsConnectionState.Open, connection.ConnectionState);
    }

    [Fact]
    public async Task Server_that_cannot_start_says_why()
    {
        NatsExecutable.Require();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => NatsServer.StartAsync(new NatsServerSettings { Configuration = "unknown_option: 1" }));

        Assert.Contains("unknown_option", exception.Message, StringComparison.Ordinal);
    }
}
