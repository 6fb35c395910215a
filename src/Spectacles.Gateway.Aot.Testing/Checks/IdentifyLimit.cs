namespace Spectacles.Gateway.Testing;

/// <summary>The rate limit of IDENTIFY: one per 5 seconds and key, where the key is the shard's id modulo <c>max_concurrency</c>.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding-max-concurrency</remarks>
internal sealed class IdentifyLimit(int maxConcurrency, TimeProvider time)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<int, long> lastByKey = [];

    /// <summary>Takes the shard's slot; false when the last IDENTIFY in the same slot was less than 5 seconds ago.</summary>
    public bool TryTake(int shardId)
    {
        int key = shardId % maxConcurrency;
        long now = time.GetTimestamp();
        lock (gate)
        {
            if (lastByKey.TryGetValue(key, out long last) && time.GetElapsedTime(last, now) < Spacing)
            {
                return false;
            }

            lastByKey[key] = now;
            return true;
        }
    }
}
