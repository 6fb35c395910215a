namespace Spectacles.Gateway.Fleet;

/// <summary>What a process is in its fleet, and so what it needs of NATS.</summary>
public enum NatsRole
{
    /// <summary>Owns shards: appends events, and reads and writes the state of the nodes.</summary>
    Node,

    /// <summary>Runs handlers. It needs no right to the bucket of the nodes, which has the sessions.</summary>
    Worker,
}
