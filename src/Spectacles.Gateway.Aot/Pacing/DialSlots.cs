using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>
/// Limits how many shards of a cluster connect at once. A shard holds its slot from before it connects until it has sent IDENTIFY or
/// RESUME, so shards that wait for the identify limit do so without a connection. Shards that resume are not subject to the identify limit:
/// they have separate slots, and never wait for those that identify.
/// </summary>
/// <param name="maxConcurrency">The number of shards that may identify in 5 seconds, which need that many slots at the same time.</param>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim that is only awaited holds nothing.")]
internal sealed class DialSlots(int maxConcurrency)
{
    /// <summary>The number of slots. All shards of a smaller bot connect at once.</summary>
    public const int AtOnce = 256;

    /// <summary>The maximum number of slots, whatever the API returns.</summary>
    private const int Most = 4096;

    private readonly SemaphoreSlim identifying = new(Math.Clamp(maxConcurrency, AtOnce, Most));
    private readonly SemaphoreSlim resuming = new(AtOnce);
    private readonly ConcurrentDictionary<int, SemaphoreSlim> held = new();

    /// <summary>Waits for a slot, in the order of the calls.</summary>
    /// <param name="shardId">The shard, which must not hold a slot.</param>
    /// <param name="resumes">Whether it has a session to resume.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task EnterAsync(int shardId, bool resumes, CancellationToken cancellationToken)
    {
        var slots = resumes ? resuming : identifying;
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        held[shardId] = slots;
    }

    /// <summary>Releases the slot, if the shard holds one.</summary>
    /// <param name="shardId">The shard.</param>
    public void Leave(int shardId)
    {
        if (held.TryRemove(shardId, out var slots))
        {
            slots.Release();
        }
    }
}
