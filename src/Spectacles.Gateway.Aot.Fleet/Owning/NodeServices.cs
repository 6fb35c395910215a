namespace Spectacles.Gateway.Fleet;

/// <summary>What the groups of a node share.</summary>
internal sealed record NodeServices
{
    public required IFleetEngine Engine { get; init; }

    public required NodeLease Lease { get; init; }

    public required FleetMembers Members { get; init; }

    public required PublisherServices Publishing { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Reports an error of the fleet.</summary>
    public required Action<string, Exception?> Report { get; init; }

    /// <summary>Returns whether another node that is alive owns a group.</summary>
    public bool IsOwnedByAnother(GroupEntry entry) => entry.Owner.Length > 0 && entry.Owner != Lease.Incarnation
        && Members.Incarnations.Contains(entry.Owner);
}
