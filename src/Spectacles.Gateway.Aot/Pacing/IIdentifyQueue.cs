namespace Spectacles.Gateway;

/// <summary>Grants the right to identify, so that the shards of one bot keep Discord's limit together, wherever they run.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
public interface IIdentifyQueue
{
    /// <summary>Waits until the shard may send IDENTIFY. RESUME is not limited.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="maxConcurrency">
    /// The number of shards that may identify in 5 seconds, each with a different <c>shardId % maxConcurrency</c>.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait for the turn.</param>
    ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken);
}
