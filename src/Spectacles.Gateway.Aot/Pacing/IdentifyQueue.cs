using System.Collections.Concurrent;

namespace Spectacles.Gateway;

/// <summary>The identify limit of one bot within this process: one line per bucket, which whoever gives up leaves.</summary>
/// <param name="time">The clock.</param>
internal sealed class IdentifyQueue(TimeProvider time) : IIdentifyQueue
{
    /// <summary>5 seconds, and a margin: at exactly 5 Discord answers some with an invalid session.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5.25);

    private readonly TurnLines lines = new();
    private readonly ConcurrentDictionary<int, long> lastTurns = new();

    /// <summary>Whether no turn was taken so lately that another one would have to wait for it.</summary>
    public bool IsIdle => lastTurns.Values.All(last => time.GetElapsedTime(last) >= Spacing);

    public ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
        lines.WaitAsync(TurnLines.BucketOf(shardId, maxConcurrency), TakeAsync, cancellationToken);

    private async Task TakeAsync(int bucket, CancellationToken cancellationToken)
    {
        if (lastTurns.TryGetValue(bucket, out long last) && Spacing - time.GetElapsedTime(last) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        lastTurns[bucket] = time.GetTimestamp();
    }
}
