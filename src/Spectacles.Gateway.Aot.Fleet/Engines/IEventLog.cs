namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The log of a fleet's events. Nodes append records, and worker groups read them. To the engine, a record is a block of bytes without
/// meaning.
/// </summary>
/// <remarks>
/// The log has a limit of age and a limit of size. Records beyond a limit are removed, whether they were read or not. The records of one
/// group are in the log in the order in which they were appended.
/// </remarks>
public interface IEventLog
{
    /// <summary>
    /// The largest record in bytes, at least 512 KB. A node reports a larger event and does not append it. The largest event of
    /// Discord is GUILD_CREATE, which has several MB for a guild with very many members, channels and emojis.
    /// </summary>
    int MaxRecordBytes { get; }

    /// <summary>
    /// Takes the right to append for a group. From then on, the log refuses appends of owners with a smaller fence.
    /// </summary>
    /// <param name="group">The group's number in the plan.</param>
    /// <param name="fence">A number that is greater for each new owner of the group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The appender; null if the group has had an owner with this fence or a greater one.</returns>
    ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the last records of a group: the last pack, and the last single record of each shard that has one. An owner calls this
    /// after it has opened its appender, so no record of an earlier owner can follow.
    /// </summary>
    /// <param name="group">The group's number in the plan.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the records of a partition for a worker group, in order. Only one reader of a partition and worker group gets records at a
    /// time. Another reader continues when the first one ends, or has not asked for records for about five seconds.
    /// </summary>
    /// <param name="query">What to read. All workers of a worker group need the same query.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="cancellationToken">
    /// Ends the enumeration, with an <see cref="OperationCanceledException"/>. Deliveries without an answer go to another reader at once or
    /// after <see cref="DeliveryQuery.AnswerTimeout"/>.
    /// </param>
    /// <remarks>
    /// A worker group that reads for the first time begins with the records that are appended from then on. The records include
    /// the retries of the worker group (<see cref="AppendRetryAsync"/>), whatever events the query names.
    /// </remarks>
    IAsyncEnumerable<Delivery> ReadAsync(DeliveryQuery query, int partition, CancellationToken cancellationToken);

    /// <summary>
    /// Appends a record that only one worker group reads. A worker calls this for an event of a pack that it failed to handle.
    /// </summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels the wait. The record may have been stored or not.</param>
    ValueTask AppendRetryAsync(string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the number of records in the log that a worker group has not acknowledged: those that it has not received, and those that it
    /// has not answered. Records that its query does not select do not count. Returns 0 for a worker group that has never read.
    /// </summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken);

    /// <summary>The records that worker groups no longer try to handle.</summary>
    IDeadLetters DeadLetters { get; }
}
