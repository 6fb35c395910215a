using System.Collections.Concurrent;

namespace Spectacles.Gateway.Pacing;

/// <summary>The identify limit of one bot within this process: one line per bucket, which whoever gives up leaves.</summary>
/// <param name="time">The clock.</param>
internal sealed class IdentifyQueue(TimeProvider time) : IIdentifyQueue
{
    /// <summary>5 seconds, and a margin: at exactly 5 Discord answers some with an invalid session.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5.25);

    private readonly ConcurrentDictionary<int, Bucket> buckets = new();

    public async ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken)
    {
        var bucket = buckets.GetOrAdd(shardId % Math.Max(1, maxConcurrency), static _ => new Bucket());
        await bucket.Line.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (bucket.LastTurn is { } last && Spacing - time.GetElapsedTime(last) is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }

            bucket.LastTurn = time.GetTimestamp();
        }
        finally
        {
            bucket.Line.Release();
        }
    }

    private sealed class Bucket
    {
        public SemaphoreSlim Line { get; } = new(1, 1);

        public long? LastTurn { get; set; }
    }
}
