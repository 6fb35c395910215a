using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Examples of the documentation.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public async Task World_file_of_the_documentation_is_that_of_the_samples()
    {
        string page = await File.ReadAllTextAsync(
            Repository.PathOf("docs", "world-files.md"), TestContext.Current.CancellationToken);
        string file = await File.ReadAllTextAsync(Repository.PathOf("samples", "world.json"), TestContext.Current.CancellationToken);

        Assert.Contains($"```json\n{file}```", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Virtual_time_example_of_the_documentation_works()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var cluster = new Cluster(gateway.Token, new ClusterOptions { Api = gateway.Api, TimeProvider = time });
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(41.25));
        await gateway.WaitForPayloadAsync(Opcode.Heartbeat, TestContext.Current.CancellationToken);
    }
}
