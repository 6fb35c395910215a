namespace Spectacles.Gateway;

/// <summary>The whole list of a guild's members may be asked for once in 30 seconds: what would be refused is not sent.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
internal sealed class MemberListPace(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, long> asked = [];

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait before another one; zero when it may be sent now.</returns>
    public TimeSpan Take(Snowflake guildId)
    {
        lock (gate)
        {
            foreach (var (over, _) in asked.Where(one => time.GetElapsedTime(one.Value) >= Interval).ToList())
            {
                asked.Remove(over);
            }

            if (asked.TryGetValue(guildId, out long last))
            {
                return Interval - time.GetElapsedTime(last);
            }

            asked.Add(guildId, time.GetTimestamp());
            return TimeSpan.Zero;
        }
    }
}
