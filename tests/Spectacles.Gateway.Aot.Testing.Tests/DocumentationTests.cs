using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>What docs/simulated-gateway.md shows, as it stands there.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public async Task Virtual_time()
    {
        var clock = new FakeTimeProvider();
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = clock });
        await using var cluster = new Cluster(gateway.Token, new ClusterOptions { Api = gateway.Api, TimeProvider = clock });
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.ReadyAsync(TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(41.25));
        await gateway.ReceivedAsync(Opcode.Heartbeat, TestContext.Current.CancellationToken);
    }
}
