namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The events of a fleet. Nodes append records, and worker groups read them. A record is a block of bytes whose content
/// the engine does not know.
/// </summary>
/// <remarks>
/// The log is bounded by age and by size: what is older than the bound is gone, read or not. The records of one group are in the log in the
/// order in which they were appended.
/// </remarks>
public interface IEventLog
{
    /// <summary>
    /// The largest record in bytes, at least 512 KB. A node does not append an event that is larger, and reports it. The largest event of
    /// Discord is GUILD_CREATE, which has several MB for a guild with very many members, channels and emojis.
    /// </summary>
    int MaxRecordBytes { get; }

    /// <summary>
    /// Takes the right to append for a group. From then on, the log refuses what owners with a smaller fence append, whatever they believe.
    /// </summary>
    /// <param name="group">The group's number in the plan.</param>
    /// <param name="fence">A number that grows with each owner of the group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The appender; null if the group has had an owner with this fence or a greater one.</returns>
    ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the last records of a group: the last pack, and the last single record of each shard that has one. Called by an owner that
    /// has an appender, so that no record follows.
    /// </summary>
    /// <param name="group">The group's number in the plan.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the records of a partition for a worker group, in order. Only one reader of a partition and worker group gets records at a
    /// time; another one continues when it ends, or does not ask for records for about five seconds.
    /// </summary>
    /// <param name="query">What to read. All workers of one group need the same query.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">
    /// Ends the enumeration, with an <see cref="OperationCanceledException"/>. Deliveries without an answer go to another reader at once or
    /// after <see cref="DeliveryQuery.AnswerTimeout"/>.
    /// </param>
    /// <remarks>
    /// A worker group that reads for the first time begins with the records that are appended from then on. The retries of the worker group
    /// (<see cref="AppendRetryAsync"/>) are among the records, whatever events the query names.
    /// </remarks>
    IAsyncEnumerable<Delivery> ReadAsync(DeliveryQuery query, int partition, CancellationToken cancellationToken);

    /// <summary>Appends a record that only one worker group reads, because it has failed to handle one event of a pack.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels the wait. The record may be stored or not.</param>
    ValueTask AppendRetryAsync(string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken);

    /// <summary>
    /// Returns how many records of the log a worker group has not acknowledged; those that it has not received, and those that it has not
    /// answered. Records that it does not read do not count. 0 for a worker group that has never read.
    /// </summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken);

    /// <summary>The records that a worker group has given up.</summary>
    IDeadLetters DeadLetters { get; }
}
