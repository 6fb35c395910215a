using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace SpectaclesBot.Tests;

public sealed class GreeterTests
{
    /// <summary>One event, without a socket.</summary>
    [Fact]
    public async Task Greeter_writes_who_says_hello()
    {
        var output = new StringWriter();

        await HandlerTest.DispatchAsync(
            new Greeter(output),
            "MESSAGE_CREATE",
            """{ "content": "hello", "author": { "id": "1", "username": "ada" } }""",
            TestContext.Current.CancellationToken);

        Assert.Equal($"ada greets shard 0{Environment.NewLine}", output.ToString());
    }

    /// <summary>The bot as it runs, against a simulated gateway.</summary>
    [Fact]
    public async Task Greeter_works_in_a_cluster()
    {
        var output = new StringWriter();
        var cancel = TestContext.Current.CancellationToken;
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.MessageContent }, cancel);
        await using var cluster = new Cluster(gateway.Token, new ClusterOptions { Api = gateway.Api });
        cluster.AddHandler(new Greeter(output));
        await cluster.SpawnAsync(cancel);
        await cluster.WaitForReadyAsync(cancel);

        var heard = cluster.NextAsync<MessageCreate>(cancellationToken: cancel);
        gateway.People.Say(gateway.World.Guilds[0], "hello");
        await heard;

        Assert.Contains("greets shard 0", output.ToString(), StringComparison.Ordinal);
    }
}
