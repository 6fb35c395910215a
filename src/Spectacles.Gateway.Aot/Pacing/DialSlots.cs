using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>
/// How many shards of a cluster may connect at once. A shard holds its slot from before the dial until it has sent IDENTIFY or RESUME, so that those that wait for a turn to identify do so
/// without a connection. Shards that resume need no turn: they have slots apart, and never wait behind those that identify.
/// </summary>
/// <param name="maxConcurrency">How many shards may identify in 5 seconds: so many need a slot at the same time.</param>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim that is only awaited holds nothing.")]
internal sealed class DialSlots(int maxConcurrency)
{
    /// <summary>A bot of up to so many shards connects all of them at once.</summary>
    public const int AtOnce = 256;

    /// <summary>An answer of the API does not make it more than this.</summary>
    private const int Most = 4096;

    private readonly SemaphoreSlim identifying = new(Math.Clamp(maxConcurrency, AtOnce, Most));
    private readonly SemaphoreSlim resuming = new(AtOnce);
    private readonly ConcurrentDictionary<int, SemaphoreSlim> held = new();

    /// <summary>Waits for a slot, in the order of the calls.</summary>
    /// <param name="shardId">The shard, which holds none.</param>
    /// <param name="resumes">Whether it has a session to resume.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task EnterAsync(int shardId, bool resumes, CancellationToken cancellationToken)
    {
        var slots = resumes ? resuming : identifying;
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        held[shardId] = slots;
    }

    /// <summary>Gives the slot back, if the shard holds one.</summary>
    /// <param name="shardId">The shard.</param>
    public void Leave(int shardId)
    {
        if (held.TryRemove(shardId, out var slots))
        {
            slots.Release();
        }
    }
}
