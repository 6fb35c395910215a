using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Fleets;

/// <summary>Connects to the broker that a configuration names, with the fleet's number of shards.</summary>
internal static class FleetConnection
{
    /// <summary>
    /// Connects as a node does: the first one asks Discord for the number of shards, if the configuration leaves it to Discord.
    /// </summary>
    /// <exception cref="GatewayException">The broker or Discord's API can't be reached, or refuses something.</exception>
    public static Task<IFleetEngine> ConnectAsync(
        EngineFactory engines, FleetConfiguration configuration, NodeToken token, TimeProvider time, CancellationToken cancellationToken) =>
        ConnectAsync(
            engines,
            configuration,
            async (engine, cancel) =>
            {
                var options = new GatewayOptions { Api = configuration.Api, TimeProvider = time };
                return await RecommendedShards.AgreeAsync(engine, token.CreateGateway(options), cancel);
            },
            mustExist: false,
            cancellationToken);

    /// <summary>Connects without a token, to a fleet that is there. Creates nothing.</summary>
    /// <exception cref="FleetException">
    /// The broker can't be reached, or refuses something, or there is no such fleet, or no node has asked for the number of shards yet.
    /// </exception>
    public static Task<IFleetEngine> ConnectAsync(
        EngineFactory engines, FleetConfiguration configuration, CancellationToken cancellationToken) =>
        ConnectAsync(
            engines,
            configuration,
            static async (engine, cancel) => await RecommendedShards.ReadAsync(engine, cancel) ?? throw new FleetException(
                "the number of shards is not known: no node of the fleet has asked Discord yet. Start a node first."),
            mustExist: true,
            cancellationToken);

    private static async Task<IFleetEngine> ConnectAsync(
        EngineFactory engines,
        FleetConfiguration configuration,
        Func<IFleetEngine, CancellationToken, Task<int>> readShardCount,
        bool mustExist,
        CancellationToken cancellationToken)
    {
        var plan = configuration.Plan;
        if (configuration.IsShardCountRecommended)
        {
            // The number is in the state of the fleet, which does not depend on the plan's number.
            await using var engine = await engines.ConnectAsync(configuration, plan, mustExist, cancellationToken);
            plan = plan with { ShardCount = await readShardCount(engine, cancellationToken) };
        }

        return await engines.ConnectAsync(configuration, plan, mustExist, cancellationToken);
    }
}
