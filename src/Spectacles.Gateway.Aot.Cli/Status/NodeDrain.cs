using Spectacles.Gateway.Cli.Fleets;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Status;

/// <summary>Asks a node to hand its groups over, and waits for it.</summary>
internal sealed class NodeDrain(IFleetEngine engine, string node, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Completes when the node owns no group, or has ended.</summary>
    /// <returns>Null; why the node still owns groups otherwise.</returns>
    public async Task<DrainProblem?> RunAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!FleetName.IsValid(node) || !await FleetNode.TryDrainAsync(engine, node, cancellationToken))
        {
            var names = (await FleetStatus.ReadAsync(engine, cancellationToken)).Nodes.Select(one => one.Name);
            return new DrainProblem(FleetExit.Failed, $"no node {node} answers. The nodes are: {string.Join(", ", names)}.");
        }

        long began = time.GetTimestamp();
        while (true)
        {
            var status = await FleetStatus.ReadAsync(engine, cancellationToken);
            var found = status.Nodes.FirstOrDefault(one => one.Name == node);
            if (found is null or { HasAnswered: true, Groups.Count: 0 })
            {
                return null;
            }

            if (time.GetElapsedTime(began) >= timeout)
            {
                return new DrainProblem(FleetExit.TryAgain, Explain(status, found, timeout));
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static string Explain(FleetStatus status, NodeStatus found, TimeSpan timeout) =>
        status.Nodes.Any(one => one.Name != found.Name && !one.IsDraining)
            ? $"node {found.Name} still owns the groups {NumberRanges.Describe(found.Groups)} after {timeout.TotalSeconds} s; it goes on."
            : $"node {found.Name} keeps its groups, because there is no other node that takes them. Start one.";
}
