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
    private readonly Queue<Request> recent = new();

    /// <summary>Counts a request.</summary>
    /// <returns>How long to wait before another request; zero if it can be sent now.</returns>
    public TimeSpan Take(Snowflake guildId)
    {
        lock (gate)
        {
            while (recent.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) >= Interval)
            {
                recent.Dequeue();
            }

            foreach (var request in recent)
            {
                if (request.GuildId == guildId)
                {
                    return Interval - time.GetElapsedTime(request.At);
                }
            }

            recent.Enqueue(new Request(guildId, time.GetTimestamp()));
            return TimeSpan.Zero;
        }
    }

    private sealed class Request(Snowflake guildId, long at)
    {
        public Snowflake GuildId => guildId;

        public long At => at;
    }
}
