namespace Spectacles.Gateway.Testing;

/// <summary>How often the whole list of members may be asked for: once per guild in 30 seconds, by all shards of the bot together.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
internal sealed class MemberListLimit(TimeProvider clock)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, long> lastByGuild = [];

    /// <summary>Counts a request; false when it comes too early, and then for how long still.</summary>
    public bool TryTake(Snowflake guild, out TimeSpan retryAfter)
    {
        long now = clock.GetTimestamp();
        lock (gate)
        {
            retryAfter = lastByGuild.TryGetValue(guild, out long last) ? Spacing - clock.GetElapsedTime(last, now) : TimeSpan.Zero;
            if (retryAfter > TimeSpan.Zero) return false;
            lastByGuild[guild] = now;
            return true;
        }
    }
}
