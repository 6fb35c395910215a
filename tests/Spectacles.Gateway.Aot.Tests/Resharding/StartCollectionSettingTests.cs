using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests.Resharding;

/// <summary>
/// Whether a cluster collects the garbage of its start. The setting is one of the process: a test sets it, and unsets it at its end.
/// </summary>
[CollectionDefinition(nameof(StartCollectionSettingTests), DisableParallelization = true)]
[Collection(nameof(StartCollectionSettingTests))]
public sealed class StartCollectionSettingTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        AppContext.SetData(StartCollection.Setting, null);
        await live.DisposeAsync();
    }

    [Theory]
    [InlineData(null, 32, 0)]
    [InlineData("false", 32, 0)]
    [InlineData("true", 32, 1)]
    [InlineData("true", 31, 0)]
    public async Task Cluster_collects_once_and_only_if_the_setting_asks_for_it_and_it_has_32_shards(
        string? setting, int shards, int expected)
    {
        AppContext.SetData("Spectacles.Gateway.CollectAfterStart", setting);
        var world = new SimulatedGatewayOptions { RecommendedShards = shards, MaxConcurrency = shards };
        var cluster = await live.MakeAsync(world, new ClusterOptions { TimeProvider = time });
        int collections = 0;
        cluster.StartCollection.Collect = () => collections++;
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        // Its timer runs on the thread that advances the clock.
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((shards, expected), (cluster.Shards.Count, collections));
    }
}
