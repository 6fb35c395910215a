namespace Spectacles.Gateway.Testing;

/// <summary>How fast sessions may be started: one IDENTIFY per 5 seconds and key, where the key is the shard's id modulo <c>max_concurrency</c>.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#sharding-max-concurrency</remarks>
internal sealed class IdentifyLimit(int maxConcurrency, TimeProvider clock)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<int, long> lastByKey = [];

    /// <summary>Takes the shard's slot; false when the one before it in the same slot is less than 5 seconds old.</summary>
    public bool TryTake(int shardId)
    {
        int key = shardId % maxConcurrency;
        long now = clock.GetTimestamp();
        lock (gate)
        {
            if (lastByKey.TryGetValue(key, out long last) && clock.GetElapsedTime(last, now) < Spacing) return false;
            lastByKey[key] = now;
            return true;
        }
    }
}
