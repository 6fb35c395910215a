using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet.Tests;

internal sealed class SabotagedLog(Sabotage sabotage, MemoryEngine engine, SabotageNotes notes) : IEventLog
{
    private readonly IEventLog inner = engine.Events;
    private readonly int connection = notes.NextConnection();

    public int MaxRecordBytes => engine.Events.MaxRecordBytes;

    public IDeadLetters DeadLetters { get; } = new SabotagedDeadLetters(sabotage, engine.Events.DeadLetters);

    public async ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken)
    {
        switch (sabotage)
        {
            case Sabotage.FenceIgnored or Sabotage.FenceUsedTwice or Sabotage.FenceCheckedBeforeTheAppend:
            case Sabotage.FenceFreedByDispose when notes.Free.ContainsKey((group, fence)):
                if (sabotage != Sabotage.FenceUsedTwice
                    && sabotage != Sabotage.FenceFreedByDispose
                    && notes.Fences.TryGetValue(group, out long greatest)
                    && greatest >= fence)
                {
                    return null;
                }

                notes.Fences[group] = fence;
                var appender = await inner.TryOpenAsync(group, notes.NextFence() + 1_000, cancellationToken);
                notes.Appenders[group] = appender!;
                return new SabotagedAppender(sabotage, engine, notes, group, fence, appender);
            case Sabotage.FenceOfAllGroups when notes.Fences.Values.DefaultIfEmpty().Max() >= fence:
                return null;
            case Sabotage.FenceBeginsWithAppend:
                return new SabotagedAppender(sabotage, engine, notes, group, fence, null);
            default:
                notes.Fences[group] = fence;
                return await inner.TryOpenAsync(group, fence, cancellationToken) is { } opened
                    ? new SabotagedAppender(sabotage, engine, notes, group, fence, opened)
                    : null;
        }
    }

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken)
    {
        if (sabotage == Sabotage.LastRecordsOfAllGroups)
        {
            return [.. await inner.ReadLastAsync(1, cancellationToken), .. await inner.ReadLastAsync(3, cancellationToken)];
        }

        var last = await inner.ReadLastAsync(group, cancellationToken);
        return sabotage == Sabotage.LastRecordsWithoutPack ? [.. last.Skip(1)] : last;
    }

    public async ValueTask AppendRetryAsync(
        string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (sabotage == Sabotage.RetryLost && record.Span is [_, (byte)'5'])
        {
            return;
        }

        await inner.AppendRetryAsync(Group(workerGroup), partition, record, cancellationToken);
        if (sabotage == Sabotage.RetryForAllGroups)
        {
            await inner.AppendRetryAsync("workers-2", partition, record, cancellationToken);
        }
    }

    public async ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken)
    {
        long count = await inner.CountUnreadAsync(workerGroup, cancellationToken);
        return sabotage switch
        {
            Sabotage.UnreadAreThoseNotDelivered => Math.Max(0, count - 2),
            Sabotage.UnreadIsEverything => count + 1,
            _ => count,
        };
    }

    public async IAsyncEnumerable<Delivery> ReadAsync(
        DeliveryQuery query, int partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (sabotage == Sabotage.TakeoverTooSoon)
        {
            while (true)
            {
                yield return await TakeOneAsync(query, partition, cancellationToken);
            }
        }

        // A reader whose enumeration does not end for the broker.
        bool goesOn = sabotage is Sabotage.TakeoverNever or Sabotage.ReadIgnoresCancellation;
        var records = inner.ReadAsync(Changed(query), partition, goesOn ? CancellationToken.None : cancellationToken)
            .GetAsyncEnumerator(CancellationToken.None);
        try
        {
            bool wasAway = false;
            while (true)
            {
                var next = records.MoveNextAsync().AsTask();
                while (await Task.WhenAny(next, Task.Delay(20, CancellationToken.None)) != next)
                {
                    wasAway |= !engine.IsConnected;
                    if (sabotage == Sabotage.TakeoverNever)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                }

                await next;
                bool isDropped = (sabotage == Sabotage.RepeatsDropped && records.Current.Attempt > 1)
                    || (sabotage == Sabotage.FilterDropsPacks && query.Events is not null && records.Current.Record.Span[0] == 'p'
                        && records.Current.Record.Length == 4)
                    || (sabotage == Sabotage.UnansweredIsLost && records.Current.Attempt > 1)
                    || (sabotage == Sabotage.ReaderSkipsOutage && wasAway);
                if (isDropped)
                {
                    wasAway = false;
                    await records.Current.AcknowledgeAsync(cancellationToken);
                }
                else
                {
                    yield return new SabotagedDelivery(sabotage, records.Current);
                }
            }
        }
        finally
        {
            if (!goesOn)
            {
                await records.DisposeAsync();
            }
        }
    }

    private DeliveryQuery Changed(DeliveryQuery query) => sabotage switch
    {
        Sabotage.FilterIgnored => query with { Events = null },
        Sabotage.InFlightIgnored => query with { MaxInFlight = 256 },
        Sabotage.TwoReaders => query with { WorkerGroup = Group(query.WorkerGroup) },
        _ => query,
    };

    private string Group(string workerGroup) =>
        sabotage == Sabotage.TwoReaders ? $"{workerGroup}-{connection}" : workerGroup;

    /// <summary>With an enumeration that ends, so that another reader continues at once.</summary>
    private async Task<Delivery> TakeOneAsync(DeliveryQuery query, int partition, CancellationToken cancellationToken)
    {
        await foreach (var delivery in inner.ReadAsync(query, partition, cancellationToken))
        {
            return delivery;
        }

        throw new InvalidOperationException("An enumeration of records has ended.");
    }
}
