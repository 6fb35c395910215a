namespace Spectacles.Gateway.Pacing;

/// <summary>The identify limit of one bot within this process.</summary>
/// <param name="time">The clock.</param>
internal sealed class IdentifyQueue(TimeProvider time) : IIdentifyQueue
{
    /// <summary>5 seconds, and a margin: at exactly 5 Discord answers some with an invalid session.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5.25);

    private readonly Lock gate = new();
    private readonly Dictionary<int, DateTimeOffset> nextTurns = [];

    public async ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (gate)
        {
            int bucket = shardId % Math.Max(1, maxConcurrency);
            var now = time.GetUtcNow();
            var turn = nextTurns.TryGetValue(bucket, out var next) && next > now ? next : now;
            nextTurns[bucket] = turn + Spacing;
            wait = turn - now;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
