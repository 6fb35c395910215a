namespace Spectacles.Gateway;

/// <summary>The identify limit of one bot within this process. Each bucket has its own line; canceled waits leave it.</summary>
/// <param name="time">The clock.</param>
internal sealed class IdentifyQueue(TimeProvider time) : IIdentifyQueue
{
    /// <summary>5 seconds, and a margin: at exactly 5 seconds, Discord answers some requests with an invalid session.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5.25);

    private readonly TurnLines lines = new();
    private readonly Lock gate = new();
    private long?[] lastTurns = [];

    /// <summary>Whether a new turn would not have to wait for an earlier one.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
            {
                foreach (long? last in lastTurns)
                {
                    if (last is { } at && time.GetElapsedTime(at) < Spacing)
                    {
                        return false;
                    }
                }

                return true;
            }
        }
    }

    public ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
        lines.WaitAsync(TurnLines.BucketOf(shardId, maxConcurrency), TakeAsync, cancellationToken);

    private async Task TakeAsync(int bucket, CancellationToken cancellationToken)
    {
        if (TimeLeft(bucket) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        lock (gate)
        {
            if (bucket >= lastTurns.Length)
            {
                Array.Resize(ref lastTurns, bucket + 1);
            }

            lastTurns[bucket] = time.GetTimestamp();
        }
    }

    private TimeSpan TimeLeft(int bucket)
    {
        lock (gate)
        {
            return bucket < lastTurns.Length && lastTurns[bucket] is { } last ? Spacing - time.GetElapsedTime(last) : TimeSpan.Zero;
        }
    }
}
