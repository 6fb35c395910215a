using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>The log of a broker in memory, as one process reaches it.</summary>
internal sealed class MemoryEventLog(MemoryLog log, MemoryDeadLetters deadLetters, MemoryLink link) : IEventLog
{
    public int MaxRecordBytes => log.MaxRecordBytes;

    public IDeadLetters DeadLetters { get; } = new MemoryDeadLettersOfLink(deadLetters, link);

    public async ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return log.TryRaise(group, fence) ? new MemoryAppender(log, link, group, fence) : null;
    }

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return log.ReadLast(group);
    }

    public async ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        return log.CountUnread(workerGroup);
    }

    public async ValueTask AppendRetryAsync(
        string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        log.AppendRetry(workerGroup, partition, record.Span);
    }

    public async IAsyncEnumerable<Delivery> ReadAsync(
        DeliveryQuery query, int partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        var reader = new LogReader(query);
        var progress = log.Begin(reader, partition);

        // A worker that has left its loop, or was disposed, does not keep the partition.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, link.Disposed);
        await using var end = ended.Token.UnsafeRegister(_ => log.End(progress, reader), null);
        try
        {
            while (true)
            {
                yield return new MemoryDelivery(
                    log, deadLetters, link, progress, query, await NextAsync(progress, reader, cancellationToken, ended.Token));
            }
        }
        finally
        {
            log.End(progress, reader);
        }
    }

    private async ValueTask<LogTake> NextAsync(
        GroupProgress progress, LogReader reader, CancellationToken cancellationToken, CancellationToken ended)
    {
        while (true)
        {
            var reach = link.Changed;
            var changed = progress.Changed.Next;
            if (!link.IsAvailable || ended.IsCancellationRequested)
            {
                log.Pause(progress, reader);
                await link.ReadyAsync(cancellationToken);
                continue;
            }

            var take = log.Take(progress, reader);
            if (take.Unanswered is not null)
            {
                return take;
            }

            Task change = Task.WhenAny(reach, changed);
            await change.WaitAsync(take.Wait, log.Time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
