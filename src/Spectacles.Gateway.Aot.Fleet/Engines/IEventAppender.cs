namespace Spectacles.Gateway.Fleet;

/// <summary>The right of one owner to append the records of a group. Disposing it does not pass the right to another owner.</summary>
public interface IEventAppender : IAsyncDisposable
{
    /// <summary>
    /// Appends a record. Callers wait until this call has ended before the next one for the same group. This keeps the order, and events
    /// that arrive meanwhile become the next record.
    /// </summary>
    /// <param name="address">The shard and event of the record, or <see cref="RecordAddress.ForPack"/>.</param>
    /// <param name="record">The record. It is not used after the task has completed.</param>
    /// <param name="cancellationToken">Cancels the wait for the outcome. The record may have been stored or not.</param>
    /// <returns>
    /// Whether it is stored. An engine may complete the task on the thread that reads from the broker, so code that follows must not block.
    /// </returns>
    /// <exception cref="FleetException">
    /// The outcome is not known, for example because the broker can't be reached. Append the same record again: workers drop repeated
    /// events.
    /// </exception>
    ValueTask<AppendOutcome> AppendAsync(RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken);
}
