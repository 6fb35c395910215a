namespace Spectacles.Gateway.Testing;

/// <summary>
/// The rate limit of requests for the whole list of members (query empty and limit 0): one per guild in 30 seconds, for all shards of the
/// bot together.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
internal sealed class MemberListLimit(TimeProvider time)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, long> lastByGuild = [];

    /// <summary>Counts a request; false when it is too early, with the remaining time.</summary>
    public bool TryTake(Snowflake guild, out TimeSpan retryAfter)
    {
        long now = time.GetTimestamp();
        lock (gate)
        {
            retryAfter = lastByGuild.TryGetValue(guild, out long last) ? Spacing - time.GetElapsedTime(last, now) : TimeSpan.Zero;
            if (retryAfter > TimeSpan.Zero)
            {
                return false;
            }

            lastByGuild[guild] = now;
            return true;
        }
    }
}
