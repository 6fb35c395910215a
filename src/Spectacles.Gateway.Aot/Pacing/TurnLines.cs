using System.Collections.Concurrent;

namespace Spectacles.Gateway;

/// <summary>
/// One line per bucket within this process, in the order of the calls. Of the shards that share a turn, one at a time requests it.
/// </summary>
internal sealed class TurnLines
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> lines = new();

    /// <summary>Returns Discord's key of a turn. https://discord.com/developers/docs/events/gateway#rate-limiting</summary>
    public static int BucketOf(int shardId, int maxConcurrency) => shardId % Math.Max(1, maxConcurrency);

    /// <summary>Waits for the head of the line, then for the turn.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="take">Waits for the turn.</param>
    /// <param name="cancellationToken">Leaves the line, or ends the wait for the turn.</param>
    public async ValueTask WaitAsync(int bucket, Func<int, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        var line = lines.GetOrAdd(bucket, static _ => new SemaphoreSlim(1, 1));
        await line.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await take(bucket, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            line.Release();
        }
    }
}
