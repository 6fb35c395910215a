namespace FleetSoak;

/// <summary>The deliberate defects of the nodes, which show that the judge detects each of them.</summary>
internal enum SabotageKind
{
    None,

    /// <summary>A node ignores that others have taken its lease and its groups, and that the log refuses its records.</summary>
    Fence,

    /// <summary>A record counts as stored before it is appended, so Discord forgets its events too early.</summary>
    Ack,

    /// <summary>A node declares others dead after less time than they have between two renewals of their leases.</summary>
    Lease,
}
