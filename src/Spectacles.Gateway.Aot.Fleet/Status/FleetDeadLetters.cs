namespace Spectacles.Gateway.Fleet;

/// <summary>What an operator does with <see cref="DeadLetter"/>s.</summary>
public static class FleetDeadLetters
{
    /// <summary>
    /// Gives a worker group its dead letter again: appends each event of the record as a retry, which only this group reads, and then
    /// removes the letter. The events are tried as often as new ones. If the process ends in between, the letter remains, and its
    /// events are handled nevertheless.
    /// </summary>
    /// <param name="engine">An engine of the fleet.</param>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="cancellationToken">Cancels the wait. The letter may be replayed or not.</param>
    /// <returns>False, and nothing has changed, if the record is not complete or of a version that this library does not know.</returns>
    /// <exception cref="FleetException">The broker refuses something.</exception>
    public static async Task<bool> TryReplayAsync(
        IFleetEngine engine, string workerGroup, DeadLetter letter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        FleetName.ThrowIfInvalid(workerGroup, nameof(workerGroup));
        ArgumentNullException.ThrowIfNull(letter);
        if (!FleetEvents.TryRead(letter.Record.Span, out var events) || events.Count == 0)
        {
            return false;
        }

        int partition = PartitionOf(letter.Record.Span, engine.Plan);
        using var writer = new RecordWriter(1);
        for (int index = 0; index < events.Count; index++)
        {
            var retry = RecordedEvents.Cut(letter.Record.Span, index, failedAttempts: 0, writer);
            await engine.Events.AppendRetryAsync(workerGroup, partition, retry, cancellationToken).ConfigureAwait(false);
            writer.Clear();
        }

        await engine.Events.DeadLetters.RemoveAsync(workerGroup, letter.Id, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The partition is the one of today's plan: the group may be of a plan with more shards.</summary>
    private static int PartitionOf(ReadOnlySpan<byte> record, FleetPlan plan) =>
        EventRecord.TryRead(record, out var read) ? read.Group % plan.Partitions : 0;
}
