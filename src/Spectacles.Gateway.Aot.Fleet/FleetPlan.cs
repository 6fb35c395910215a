namespace Spectacles.Gateway.Fleet;

/// <summary>How the shards of one bot are divided. All nodes and workers of a fleet need the same plan.</summary>
/// <remarks>
/// Shards are owned in groups of consecutive numbers. The events of a group are in one partition, which one worker of each worker group
/// reads at a time, in order. So a worker group can have as many busy workers as the bot has groups, up to the number of partitions.
/// </remarks>
public sealed record FleetPlan
{
    private const int MostShards = 65_536;
    private const int MostPartitions = 1_024;

    /// <summary>
    /// The sessions of a group are one value of the nodes' state, which a broker keeps up to 64 KB; a session takes some 300 to 500 bytes.
    /// </summary>
    private const int LargestGroup = 64;

    /// <summary>The fleet's name: 1 to 32 lowercase letters, digits and hyphens. Two bots on one broker need different names.</summary>
    public required string Name { get; init; }

    /// <summary>The total number of shards of the bot, from 1 to 65,536.</summary>
    public required int ShardCount { get; init; }

    /// <summary>The number of shards that one node owns together, from 1 to 64; 16 by default.</summary>
    public int GroupSize { get; init; } = 16;

    /// <summary>
    /// The number of partitions, from 1 to 1,024; 32 by default. It can't change while a broker holds events of the fleet.
    /// </summary>
    public int Partitions { get; init; } = 32;

    /// <summary>The number of groups.</summary>
    public int Groups => (ShardCount + GroupSize - 1) / GroupSize;

    /// <summary>Returns the group of a shard.</summary>
    /// <param name="shardId">The shard's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bot does not have this shard.</exception>
    public int GroupOf(int shardId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shardId);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shardId, ShardCount);
        return shardId / GroupSize;
    }

    /// <summary>Returns the partition of a group.</summary>
    /// <param name="group">The group's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The plan does not have this group.</exception>
    public int PartitionOf(int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, Groups);
        return group % Partitions;
    }

    /// <summary>Returns the shards of a group, in ascending order. The last group may have fewer.</summary>
    /// <param name="group">The group's number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The plan does not have this group.</exception>
    public IEnumerable<int> ShardsOf(int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(group, Groups);
        int first = group * GroupSize;
        return Enumerable.Range(first, Math.Min(GroupSize, ShardCount - first));
    }

    /// <summary>Checks the plan. Engines, nodes and workers call it when they start.</summary>
    /// <returns>This plan.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1, or too large.</exception>
    public FleetPlan Validated()
    {
        FleetName.ThrowIfInvalid(Name, nameof(Name));
        ArgumentOutOfRangeException.ThrowIfLessThan(ShardCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ShardCount, MostShards);
        ArgumentOutOfRangeException.ThrowIfLessThan(GroupSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(GroupSize, LargestGroup);
        ArgumentOutOfRangeException.ThrowIfLessThan(Partitions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Partitions, MostPartitions);
        return this;
    }
}
