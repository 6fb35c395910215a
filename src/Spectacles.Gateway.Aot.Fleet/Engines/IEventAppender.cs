namespace Spectacles.Gateway.Fleet;

/// <summary>The right of one owner to append the records of a group. Disposing it does not give the right to anybody else.</summary>
public interface IEventAppender : IAsyncDisposable
{
    /// <summary>
    /// Appends a record. The next call for the same group follows when this one has ended: that keeps the order, and what arrives meanwhile
    /// becomes the next record.
    /// </summary>
    /// <param name="address">What the record is about.</param>
    /// <param name="record">The record. It is not used after the task has completed.</param>
    /// <param name="cancellationToken">Cancels the wait for the outcome. The record may be stored or not.</param>
    /// <returns>Whether it is stored.</returns>
    /// <exception cref="FleetException">
    /// The outcome is not known, for example because the broker is away. Append the same record again: repeated events are dropped by the
    /// workers.
    /// </exception>
    ValueTask<AppendOutcome> AppendAsync(RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken);
}
