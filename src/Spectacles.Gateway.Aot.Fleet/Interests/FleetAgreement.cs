using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// What all processes of a fleet need to have in common, as the nodes have stored it: processes with another plan would run other shards of
/// the same bot, and sessions with other intents can't be resumed.
/// </summary>
internal static class FleetAgreement
{
    /// <summary>Compares this node with the others. If there are none, what it has counts from now on.</summary>
    /// <param name="engine">The broker.</param>
    /// <param name="intents">The intents of the node's sessions.</param>
    /// <param name="isAlone">Whether no other node is alive.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FleetException">The other nodes have another plan or other intents.</exception>
    public static async Task JoinAsync(IFleetEngine engine, GatewayIntents intents, bool isAlone, CancellationToken cancellationToken)
    {
        string own = $"{Describe(engine.Plan)}, intents {((long)intents).ToString(CultureInfo.InvariantCulture)}";
        while (true)
        {
            var found = await engine.SharedState.ReadAsync(FleetAddresses.Agreement, cancellationToken).ConfigureAwait(false);
            string? common = found is null ? null : Encoding.UTF8.GetString(found.Value.Span);
            if (common == own)
            {
                return;
            }

            if (common is not null && !isAlone)
            {
                throw new FleetException(
                    $"The nodes of the fleet {engine.Plan.Name} have {common}, but this one has {own}: give all nodes the same, or "
                    + "stop all of them to change it.")
                { IsConfigurationError = true };
            }

            await engine.SharedState.TryWriteAsync(
                FleetAddresses.Agreement, Encoding.UTF8.GetBytes(own), found?.Revision ?? 0, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Compares the plan of a process that is no node with that of the nodes.</summary>
    /// <param name="engine">The broker.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FleetException">The nodes have another plan.</exception>
    public static async Task CheckAsync(IFleetEngine engine, CancellationToken cancellationToken)
    {
        var found = await engine.SharedState.ReadAsync(FleetAddresses.Agreement, cancellationToken).ConfigureAwait(false);
        string own = Describe(engine.Plan);
        string common = found is null ? "" : Encoding.UTF8.GetString(found.Value.Span);
        if (found is not null && !common.StartsWith(own + ",", StringComparison.Ordinal))
        {
            throw new FleetException(
                $"The nodes of the fleet {engine.Plan.Name} have {common.Split(", intents")[0]}, but this process has {own}: give all "
                + "processes the same plan. After a change of the plan, start a node first.")
            { IsConfigurationError = true };
        }
    }

    private static string Describe(FleetPlan plan) => string.Create(
        CultureInfo.InvariantCulture, $"{plan.ShardCount} shards in groups of {plan.GroupSize} and {plan.Partitions} partitions");
}
