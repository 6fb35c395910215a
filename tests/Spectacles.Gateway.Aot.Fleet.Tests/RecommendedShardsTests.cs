using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>All nodes use the number of shards that the first one got from Discord.</summary>
public sealed class RecommendedShardsTests
{
    private readonly MemoryBroker broker = new(new FleetPlan { Name = "bot", ShardCount = 1 });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_node_asks_Discord_and_the_others_use_its_answer()
    {
        await using var before = await StartAsync(5);
        await using var later = await StartAsync(8);
        await using var engine = broker.Connect();

        Assert.Null(await RecommendedShards.ReadAsync(engine, Cancel));
        Assert.Equal(5, await RecommendedShards.AgreeAsync(engine, GatewayOf(before), Cancel));
        Assert.Equal(5, await RecommendedShards.AgreeAsync(engine, GatewayOf(later), Cancel));
        Assert.Equal(5, await RecommendedShards.ReadAsync(engine, Cancel));
    }

    [Fact]
    public async Task Nodes_that_start_together_use_one_number()
    {
        await using var one = await StartAsync(5);
        await using var other = await StartAsync(8);
        await using var engine = broker.Connect();

        int[] numbers = await Task.WhenAll(
            RecommendedShards.AgreeAsync(engine, GatewayOf(one), Cancel), RecommendedShards.AgreeAsync(engine, GatewayOf(other), Cancel));

        Assert.Single(numbers.Distinct());
    }

    [Fact]
    public async Task Number_is_asked_for_again_after_it_was_forgotten()
    {
        await using var later = await StartAsync(8);
        await using var engine = broker.Connect();
        await engine.SharedState.TryWriteAsync("plan.shards", "5"u8.ToArray(), 0, Cancel);

        Assert.True(await RecommendedShards.ForgetAsync(engine, Cancel));
        Assert.False(await RecommendedShards.ForgetAsync(engine, Cancel));
        Assert.Equal(8, await RecommendedShards.AgreeAsync(engine, GatewayOf(later), Cancel));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task Something_else_in_the_state_is_an_error_of_the_configuration(string value)
    {
        await using var engine = broker.Connect();
        await engine.SharedState.TryWriteAsync("plan.shards", System.Text.Encoding.UTF8.GetBytes(value), 0, Cancel);

        var error = await Assert.ThrowsAsync<FleetException>(() => RecommendedShards.ReadAsync(engine, Cancel));

        Assert.True(error.IsConfigurationError);
    }

    private static Task<SimulatedGateway> StartAsync(int recommended) =>
        SimulatedGateway.StartAsync(new SimulatedGatewayOptions { RecommendedShards = recommended }, Cancel);

    private static Gateway GatewayOf(SimulatedGateway gateway) => new(gateway.Token, new GatewayOptions { Api = gateway.Api });
}
