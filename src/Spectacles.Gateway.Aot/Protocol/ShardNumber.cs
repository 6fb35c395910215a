namespace Spectacles.Gateway;

/// <summary>The numbers of shards: 0 to the shard count minus 1.</summary>
internal static class ShardNumber
{
    /// <summary>Returns the number of the shard that receives a guild's events.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</remarks>
    public static int Of(Snowflake guildId, int shardCount) => (int)((guildId.Value >> 22) % (ulong)shardCount);

    /// <param name="id">The number to check.</param>
    /// <param name="shardCount">The total number of shards.</param>
    /// <param name="name">The caller's parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not the number of a shard.</exception>
    public static void ThrowIfInvalid(int id, int shardCount, string name)
    {
        if (id < 0 || id >= shardCount)
        {
            throw new ArgumentOutOfRangeException(
                name, id, $"With a total of {shardCount} shards, shard numbers go from 0 to {shardCount - 1}.");
        }
    }
}
