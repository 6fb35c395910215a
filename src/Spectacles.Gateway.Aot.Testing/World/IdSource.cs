namespace Spectacles.Gateway.Testing;

/// <summary>Creates ids in Discord's format that depend only on the seed.</summary>
internal sealed class IdSource(int seed)
{
    // The first millisecond of 2024, as milliseconds of Discord's epoch.
    private const ulong FirstMillisecond = 283_996_800_000;
    private const ulong OthersAfterGuilds = 10_000_000;

    private readonly ulong lowBits = (uint)seed * 2_654_435_761UL & 0x3F_FFFF;
    private ulong next = FirstMillisecond + OthersAfterGuilds;

    /// <summary>The id of the guild with this index. Consecutive indexes belong to consecutive shards.</summary>
    public Snowflake Guild(int index) => new(((FirstMillisecond + (ulong)index) << 22) | lowBits);

    public Snowflake Next() => new((Interlocked.Increment(ref next) << 22) | lowBits);
}
