namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The nodes of the fleet, as this node sees them. A node whose entry has not changed for <see cref="LeaseTimeout"/> is declared dead. That
/// time is measured by this node's own clock, and only while its own writes succeed: when the broker is away, nobody seems dead.
/// </summary>
/// <param name="state">The nodes' state.</param>
internal sealed class FleetMembers(IFleetState state)
{
    public static readonly TimeSpan LeaseTimeout = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private TimeSpan judged;

    /// <summary>The incarnations of the living nodes.</summary>
    public IReadOnlyCollection<string> Incarnations => Read(members => members.Select(member => member.Entry.Incarnation));

    /// <summary>The names of the living nodes that take groups.</summary>
    public IReadOnlyCollection<string> Takers => NamesIn(NodePhase.Taking);

    /// <summary>The names of the living nodes that take groups or will take some.</summary>
    public IReadOnlyCollection<string> FutureTakers => NamesIn(NodePhase.Taking, NodePhase.Joining);

    /// <summary>Notes a change of a node's entry.</summary>
    /// <returns>Whether nodes have come or gone, or their state has changed.</returns>
    public bool Note(in StateChange change)
    {
        lock (gate)
        {
            if (change.Entry is null || NodeEntry.Read(change.Entry.Value.Span) is not { } entry)
            {
                return members.Remove(change.Key);
            }

            bool isNews = !members.TryGetValue(change.Key, out var before)
                || before.Entry.Incarnation != entry.Incarnation || before.Entry.Phase != entry.Phase;
            members[change.Key] = new Member(change.Key, entry, change.Entry.Revision, judged);
            return isNews;
        }
    }

    /// <summary>Counts time in which this node's own writes have succeeded.</summary>
    public void Judge(TimeSpan more)
    {
        lock (gate)
        {
            judged += more;
        }
    }

    /// <summary>Deletes the entries of nodes that have been silent for too long, unless they change at this moment.</summary>
    /// <param name="own">The key of this node, which does not judge itself.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>The names of the nodes that this node has declared dead.</returns>
    public async Task<IReadOnlyList<string>> BuryDeadAsync(string own, CancellationToken cancellationToken)
    {
        List<string> dead = [];
        foreach (var member in Read(members => members.Where(one => one.Key != own && judged - one.SeenAt >= LeaseTimeout)))
        {
            if (await state.TryDeleteAsync(member.Key, member.Revision, cancellationToken).ConfigureAwait(false))
            {
                dead.Add(NameOf(member));
            }
        }

        return dead;
    }

    private string[] NamesIn(params NodePhase[] phases) =>
        Read(members => members.Where(member => phases.Contains(member.Entry.Phase)).Select(NameOf));

    private static string NameOf(Member member) => member.Key[NodeKeys.Nodes.Length..];

    private T[] Read<T>(Func<IEnumerable<Member>, IEnumerable<T>> select)
    {
        lock (gate)
        {
            return [.. select(members.Values)];
        }
    }

    /// <param name="Key">The key of its entry.</param>
    /// <param name="Entry">The entry.</param>
    /// <param name="Revision">The revision of the entry.</param>
    /// <param name="SeenAt">The judged time when it changed.</param>
    private sealed record Member(string Key, NodeEntry Entry, long Revision, TimeSpan SeenAt);
}
