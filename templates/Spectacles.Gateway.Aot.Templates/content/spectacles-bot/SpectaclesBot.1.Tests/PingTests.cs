using Spectacles.Gateway;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace SpectaclesBot._1.Tests;

public sealed class PingTests
{
    private static readonly WorldDescription World =
        WorldDescription.Parse("""{ "guilds": [{ "name": "Testers", "people": [{ "name": "ada" }] }] }""");

    /// <summary>The command as it runs, against a simulated Discord.</summary>
    [Fact]
    public async Task Ping_is_answered_with_pong()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { World = World }, cancel);
        using var rest = new BotRest(gateway.Token, new BotRestOptions { Api = gateway.Api });
        await using var cluster = new Cluster(gateway.Token, new ClusterOptions { Api = gateway.Api });
        cluster.AddInteractions(rest, new InteractionOptions { RegisterCommands = true }, new Ping());
        await cluster.SpawnAsync(cancel);

        var answer = await gateway.People["ada"].UseAsync("ping", cancellationToken: cancel);

        Assert.Equal("pong", answer.Content);
        Assert.Empty(gateway.Violations);
    }
}
