namespace Spectacles.Gateway.Fleet;

/// <summary>Which calls of a <see cref="FleetWorker"/> wait for each other.</summary>
public enum FleetOrder
{
    /// <summary>The calls of a shard begin in order and run at the same time.</summary>
    PerShard,

    /// <summary>
    /// The calls for the events of one guild run one after the other, in order; those of different guilds run at the same time. Events
    /// without a guild, such as direct messages, begin in order and run at the same time. The worker reads the guild from the payload.
    /// </summary>
    PerGuild,
}
