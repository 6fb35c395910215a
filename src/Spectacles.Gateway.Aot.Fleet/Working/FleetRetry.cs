namespace Spectacles.Gateway.Fleet;

/// <summary>What a <see cref="FleetWorker"/> does with the later events of a shard when an event has failed.</summary>
public enum FleetRetry
{
    /// <summary>The later events go on. The failed one is tried again after a delay, out of order.</summary>
    Later,

    /// <summary>
    /// The later events of the shard wait until the failed one has succeeded or is a dead letter; with <see cref="FleetOrder.PerGuild"/>,
    /// only those of its guild. So the calls of a shard, or of a guild, run one after the other.
    /// </summary>
    Block,
}
