using System.Globalization;

namespace Spectacles.Gateway;

/// <summary>What a shard's session has to be like to be resumed.</summary>
internal sealed record SessionTerms(int ShardId, int ShardCount, GatewayIntents Intents, int Version)
{
    /// <summary>
    /// Discord does not say how long a session can be resumed; one to three minutes are what was seen. A RESUME that comes too late costs a few
    /// seconds, one that is not tried costs events: so it is tried for longer.
    /// </summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(10);

    /// <summary>Why a session can't be resumed; null when it can.</summary>
    public string? Refuse(StoredSession stored, DateTimeOffset now)
    {
        if (stored.ShardId != ShardId)
        {
            return $"it is of shard {stored.ShardId}";
        }

        if (stored.ShardCount != ShardCount)
        {
            return $"it is one of {stored.ShardCount} shards, and now there are {ShardCount}";
        }

        if (stored.Intents != Intents)
        {
            return $"it has the intents {stored.Intents}, and now they are {Intents}";
        }

        if (stored.Version != Version)
        {
            return $"it speaks version {stored.Version} of the gateway, and now it is {Version}";
        }

        return now - stored.SavedAt > LongestAge
            ? string.Create(CultureInfo.InvariantCulture, $"it was saved at {stored.SavedAt:u}, more than {LongestAge.TotalMinutes} minutes ago")
            : null;
    }
}
