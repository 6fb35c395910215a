using System.Collections.Concurrent;
using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Fleets;

/// <summary>Creates the connections to the broker of a fleet.</summary>
/// <param name="time">The clock of brokers in memory.</param>
internal sealed class EngineFactory(TimeProvider time)
{
    private readonly ConcurrentDictionary<FleetPlan, MemoryBroker> brokers = new();

    /// <summary>Connects to the broker.</summary>
    /// <param name="configuration">Which broker, and how.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="mustExist">Whether the fleet must be there: nothing is created.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ConfigurationException">A file of a secret can't be read.</exception>
    /// <exception cref="FleetException">The broker can't be reached, or refuses something. The message is one sentence.</exception>
    public async Task<IFleetEngine> ConnectAsync(
        FleetConfiguration configuration, FleetPlan plan, bool mustExist, CancellationToken cancellationToken) =>
        configuration.Nats is { } nats
            ? await NatsEngine.ConnectAsync(
                NatsOptions.Of(nats, plan, Environment.GetEnvironmentVariable) with { MustExist = mustExist }, cancellationToken)
            : BrokerOf(plan).Connect();

    /// <summary>The broker in memory of a plan. It lives as long as the process.</summary>
    public MemoryBroker BrokerOf(FleetPlan plan) => brokers.GetOrAdd(plan, static (plan, time) => new MemoryBroker(plan, time), time);
}
