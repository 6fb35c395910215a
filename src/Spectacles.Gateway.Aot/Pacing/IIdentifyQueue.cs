namespace Spectacles.Gateway;

/// <summary>Hands out the right to identify, so that the shards of one bot keep Discord's limit together, wherever they run.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#rate-limiting</remarks>
public interface IIdentifyQueue
{
    /// <summary>Waits until the shard may send IDENTIFY. A RESUME needs no turn.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="maxConcurrency">How many shards may identify in 5 seconds, each of another <c>shardId % maxConcurrency</c>.</param>
    /// <param name="cancellationToken">Gives the turn up.</param>
    ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken);
}
