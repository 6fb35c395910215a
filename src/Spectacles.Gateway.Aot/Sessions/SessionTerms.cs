using System.Globalization;

namespace Spectacles.Gateway;

/// <summary>The conditions under which a shard's session can be resumed.</summary>
internal sealed class SessionTerms(int shardId, int shardCount, GatewayIntents intents, int apiVersion)
{
    /// <summary>
    /// The maximum age of a session. Discord does not document how long a session can be resumed; one to three minutes have been observed.
    /// A RESUME that is too late costs a few seconds, while one that is not tried costs events. So the limit is longer.
    /// </summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(10);

    /// <summary>Returns why a session can't be resumed; null if it can.</summary>
    public string? Refuse(StoredSession stored, DateTimeOffset now)
    {
        if (stored.ShardId != shardId)
        {
            return $"it belongs to shard {stored.ShardId}";
        }

        if (stored.ShardCount != shardCount)
        {
            return $"it was saved with a total of {stored.ShardCount} shards, but the total is {shardCount}";
        }

        if (stored.Intents != intents)
        {
            return $"it has the intents {stored.Intents}, but the shard requests {intents}";
        }

        if (stored.ApiVersion != apiVersion)
        {
            return $"it uses API version {stored.ApiVersion}, but the shard uses {apiVersion}";
        }

        return now - stored.SavedAt > LongestAge
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"it was saved at {stored.SavedAt.UtcDateTime:s}Z, more than {LongestAge.TotalMinutes} minutes ago")
            : null;
    }
}
