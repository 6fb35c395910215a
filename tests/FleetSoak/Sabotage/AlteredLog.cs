using Spectacles.Gateway.Fleet;

namespace FleetSoak.Sabotage;

/// <summary>A log with other appenders.</summary>
/// <param name="inner">The log.</param>
/// <param name="alter">Alters an appender.</param>
internal sealed class AlteredLog(IEventLog inner, Func<IEventAppender, IEventAppender> alter) : IEventLog
{
    public int MaxRecordBytes => inner.MaxRecordBytes;

    public IDeadLetters DeadLetters => inner.DeadLetters;

    public async ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken) =>
        await inner.TryOpenAsync(group, fence, cancellationToken) is { } appender ? alter(appender) : null;

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken) =>
        inner.ReadLastAsync(group, cancellationToken);

    public IAsyncEnumerable<Delivery> ReadAsync(DeliveryQuery query, int partition, CancellationToken cancellationToken) =>
        inner.ReadAsync(query, partition, cancellationToken);

    public ValueTask AppendRetryAsync(
        string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken) =>
        inner.AppendRetryAsync(workerGroup, partition, record, cancellationToken);

    public ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken) =>
        inner.CountUnreadAsync(workerGroup, cancellationToken);
}
