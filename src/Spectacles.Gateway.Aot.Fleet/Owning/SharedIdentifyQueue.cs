namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Shares the identify limit between the nodes of a fleet, by one key for each <c>shard_id % max_concurrency</c> whose revision is the last
/// turn. A node takes a turn when it has seen the revision unchanged for the spacing, by its own clock: no two clocks are compared.
/// </summary>
/// <param name="state">The nodes' state.</param>
/// <param name="starts">The session starts of the fleet. A turn comes with one.</param>
/// <param name="spacing">The time between two turns.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedIdentifyQueue(IFleetState state, SharedSessionStarts starts, TimeSpan spacing, TimeProvider time)
    : IIdentifyQueue
{
    private readonly TurnLines lines = new();

    public ValueTask WaitAsync(int shardId, int maxConcurrency, CancellationToken cancellationToken) =>
        lines.WaitAsync(TurnLines.BucketOf(shardId, maxConcurrency), TakeAsync, cancellationToken);

    private async Task TakeAsync(int bucket, CancellationToken cancellationToken)
    {
        do
        {
            await starts.WaitAsync(cancellationToken).ConfigureAwait(false);
            await TakeTurnAsync(bucket, cancellationToken).ConfigureAwait(false);
        }
        while (!await starts.TryTakeAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task TakeTurnAsync(int bucket, CancellationToken cancellationToken)
    {
        string key = NodeKeys.IdentifyOf(bucket);
        var entry = await state.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (entry is not null)
            {
                await Task.Delay(spacing, time, cancellationToken).ConfigureAwait(false);
            }

            long? turn = await state.TryWriteAsync(key, "taken"u8.ToArray(), entry?.Revision ?? 0, cancellationToken).ConfigureAwait(false);
            if (turn is not null)
            {
                return;
            }

            entry = await state.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }
}
