namespace Spectacles.Gateway.Testing;

/// <summary>
/// Creates ids in Discord's format. Those of the world depend only on the seed. Those of what happens later contain the time, because some
/// clients refuse to answer an interaction that looks old.
/// </summary>
/// <remarks>https://discord.com/developers/docs/reference#snowflakes</remarks>
internal sealed class IdSource(int seed, TimeProvider time)
{
    private const long EpochMilliseconds = 1_420_070_400_000;

    // The first millisecond of 2024, as milliseconds of Discord's epoch.
    private const ulong FirstMillisecond = 283_996_800_000;
    private const ulong OthersAfterGuilds = 10_000_000;
    private const int TimeShift = 22;

    private static int sources;

    // Discord's worker and process: the ids of two sources differ.
    private readonly ulong worker = ((ulong)Interlocked.Increment(ref sources) & 0x3FF) << 12;
    private readonly ulong lowBits = (uint)seed * 2_654_435_761UL & 0x3F_FFFF;
    private readonly Lock gate = new();
    private ulong next = FirstMillisecond + OthersAfterGuilds;
    private ulong last = (FirstMillisecond + (2 * OthersAfterGuilds)) << TimeShift;

    /// <summary>The id of the guild with this index. Consecutive indexes belong to consecutive shards.</summary>
    public Snowflake Guild(int index) => new(((FirstMillisecond + (ulong)index) << TimeShift) | lowBits);

    /// <summary>An id of the world.</summary>
    public Snowflake Next() => new((Interlocked.Increment(ref next) << TimeShift) | lowBits);

    /// <summary>An id of something that happens now. It is greater than all before.</summary>
    public Snowflake Now()
    {
        ulong now = (ulong)Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - EpochMilliseconds) << TimeShift | worker;
        lock (gate)
        {
            last = Math.Max(last + 1, now);
            return new Snowflake(last);
        }
    }
}
