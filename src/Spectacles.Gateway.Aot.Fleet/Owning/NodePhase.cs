namespace Spectacles.Gateway.Fleet;

/// <summary>What a node says about the groups that it wants.</summary>
internal enum NodePhase
{
    /// <summary>
    /// It has just started and does not take groups yet. Nodes that start together count on it; the owners of groups do not hand over yet.
    /// </summary>
    Joining,

    /// <summary>It takes its share.</summary>
    Taking,

    /// <summary>It hands its groups over.</summary>
    Draining,
}
