namespace Spectacles.Gateway;

/// <summary>
/// The limit for requests of a guild's whole member list, which Discord allows once in 30 seconds. Requests that would be refused are not
/// sent.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
internal sealed class MemberListPace(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, long> asked = [];

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait before another request; zero if it can be sent now.</returns>
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
