using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>The nodes of a fleet, the owners of its groups, and how far its worker groups are.</summary>
public sealed record FleetStatus
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The nodes that have a lease, by name.</summary>
    public required IReadOnlyList<NodeStatus> Nodes { get; init; }

    /// <summary>
    /// The groups that no living node owns at the moment. Those of a node that <see cref="NodeStatus.IsSilent"/> are among them.
    /// </summary>
    public required IReadOnlyList<int> GroupsWithoutOwner { get; init; }

    /// <summary>The worker groups that have published what they need, by name.</summary>
    public required IReadOnlyList<WorkerGroupStatus> WorkerGroups { get; init; }

    /// <summary>Reads the state and asks each node. Takes up to two seconds if a node does not answer.</summary>
    /// <param name="engine">An engine that may read the nodes' state.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FleetException">The broker refuses something.</exception>
    public static async Task<FleetStatus> ReadAsync(IFleetEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        await FleetAgreement.CheckAsync(engine, cancellationToken).ConfigureAwait(false);
        var entries = new Dictionary<string, (NodeEntry Entry, TimeSpan? Age)>(StringComparer.Ordinal);
        await foreach (var change in CurrentAsync(engine.NodeState, NodeKeys.Nodes, cancellationToken).ConfigureAwait(false))
        {
            if (NodeEntry.Read(change.Value.Span) is { } entry)
            {
                entries[change.Key[NodeKeys.Nodes.Length..]] = (entry, change.Age);
            }
        }

        var owners = new SortedDictionary<int, string>();
        await foreach (var change in CurrentAsync(engine.NodeState, NodeKeys.Groups, cancellationToken).ConfigureAwait(false))
        {
            if (NodeKeys.ReadGroup(change.Key) is { } group && GroupEntry.TryRead(change.Value.Span, out var entry))
            {
                owners[group] = entry.Owner;
            }
        }

        var nodes = await Task.WhenAll(entries.OrderBy(one => one.Key, StringComparer.Ordinal).Select(
            one => AskAsync(engine, one.Key, one.Value.Entry, one.Value.Age, owners, cancellationToken))).ConfigureAwait(false);
        var living = nodes.Where(node => !node.IsSilent).Select(node => entries[node.Name].Entry.Incarnation)
            .ToHashSet(StringComparer.Ordinal);
        return new FleetStatus
        {
            Nodes = nodes,
            GroupsWithoutOwner =
            [
                .. Enumerable.Range(0, engine.Plan.Groups)
                    .Where(group => !owners.TryGetValue(group, out string? owner) || !living.Contains(owner)),
            ],
            WorkerGroups = await ReadWorkerGroupsAsync(engine, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Reads how far the worker groups are, without asking the nodes.</summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The worker groups that have published what they need, by name.</returns>
    /// <exception cref="FleetException">The broker refuses something.</exception>
    public static async Task<IReadOnlyList<WorkerGroupStatus>> ReadWorkerGroupsAsync(
        IFleetEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var groups = new List<WorkerGroupStatus>();
        await foreach (var change in CurrentAsync(engine.SharedState, FleetAddresses.Interests, cancellationToken).ConfigureAwait(false))
        {
            string name = change.Key[FleetAddresses.Interests.Length..];
            groups.Add(new WorkerGroupStatus(
                name,
                WorkerInterest.Read(change.Value.Span)?.Events,
                await engine.Events.CountUnreadAsync(name, cancellationToken).ConfigureAwait(false),
                await engine.Events.DeadLetters.CountAsync(name, cancellationToken).ConfigureAwait(false)));
        }

        return [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal)];
    }

    private static async Task<NodeStatus> AskAsync(
        IFleetEngine engine,
        string name,
        NodeEntry entry,
        TimeSpan? age,
        SortedDictionary<int, string> owners,
        CancellationToken cancellationToken)
    {
        var answer = await engine.Requests.AskAsync(FleetAddresses.NodeOf(name), NodeReceiver.Status, Patience, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            if (
                answer.Outcome == RequestOutcome.Answered
                    && JsonSerializer.Deserialize(answer.Data.Span, StatusJsonContext.Default.NodeStatus) is { } status)
            {
                return status with { Name = name };
            }
        }
        catch (JsonException)
        {
            // A node of a version that says something else.
        }

        return new NodeStatus
        {
            Name = name,
            IsDraining = entry.Phase == NodePhase.Draining,
            HasAnswered = false,
            LeaseAgeSeconds = age is { } known ? Math.Round(Math.Max(known.TotalSeconds, 0), 1) : null,
            Groups = [.. owners.Where(one => one.Value == entry.Incarnation).Select(one => one.Key)],
        };
    }

    private static async IAsyncEnumerable<StateEntry> CurrentAsync(
        IFleetState state, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in state.WatchAsync(prefix, cancellationToken).ConfigureAwait(false))
        {
            if (change.IsCurrent)
            {
                yield break;
            }

            if (change.Entry is { } entry)
            {
                yield return entry;
            }
        }
    }
}
