using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Fleet;

/// <summary>The events in streams.</summary>
/// <param name="calls">The requests.</param>
/// <param name="names">The names.</param>
/// <param name="setup">Creates consumers.</param>
/// <param name="inbox">The answers to appends.</param>
/// <param name="owners">The bucket of the nodes.</param>
/// <param name="role">What the process is.</param>
internal sealed class NatsEventLog(
    JetStreamCalls calls, NatsNames names, StreamSetup setup, AnswerInbox inbox, NatsState owners, NatsRole role) : IEventLog
{
    private readonly ConcurrentDictionary<PartitionPull, bool> open = new();
    private readonly NatsDeadLetters letters = new(calls, names);

    /// <summary>What the server takes, without the headers and the subject.</summary>
    public int MaxRecordBytes => calls.Link.MaxPayload - ServerCheck.RoomForHeaders;

    public IDeadLetters DeadLetters => letters;

    public async ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken)
    {
        names.Plan.PartitionOf(group);
        if (role != NatsRole.Node)
        {
            throw NatsProblem.WrongRole("append events");
        }

        var owner = new GroupFence(calls, names, owners, group, fence);
        return await owner.TryTakeAsync(cancellationToken).ConfigureAwait(false) is { } headers
            ? new NatsAppender(calls, names, inbox, owner, headers)
            : null;
    }

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken)
    {
        string stream = names.StreamOf(names.Plan.PartitionOf(group));
        var last = await Task.WhenAll(names.Plan.ShardsOf(group)
            .Select(shard => names.Event(group, shard, "*"))
            .Prepend(names.Pack(group))
            .Select(subject => calls.LastAsync(stream, subject, cancellationToken).AsTask())).ConfigureAwait(false);
        return [.. last.OfType<NATS.Client.JetStream.Models.StoredMessage>().Select(message => message.Data)];
    }

    public async ValueTask AppendRetryAsync(
        string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        ThrowIfNoPartition(partition);

        // A repetition is a repeated attempt of the event: it may be handled twice, and is not lost.
        await calls.StoreUntilStoredAsync(
            names.Retries(partition, workerGroup), $"a retry of the worker group {workerGroup}", record, headers: null, cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken)
    {
        long[] counts = await Task.WhenAll(Enumerable.Range(0, names.Plan.Partitions)
            .Select(partition => setup.CountUnreadAsync(workerGroup, partition, cancellationToken))).ConfigureAwait(false);
        return counts.Sum();
    }

    public async IAsyncEnumerable<Delivery> ReadAsync(
        DeliveryQuery query, int partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ThrowIfNoPartition(partition);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, calls.Link.Disposed);
        while (true)
        {
            string consumer = await setup.ConsumerAsync(query, partition, cancellationToken).ConfigureAwait(false);
            var messages = await PullInbox.OpenAsync(calls.Link, cancellationToken).ConfigureAwait(false);
            await using var pull = new PartitionPull(calls.Link, messages, names.StreamOf(partition), consumer, query);
            open[pull] = true;
            try
            {
                while (await pull.NextAsync(ended.Token).ConfigureAwait(false) is { } message)
                {
                    yield return new NatsDelivery(calls.Link, letters, query.WorkerGroup, consumer, message);
                }
            }
            finally
            {
                open.TryRemove(pull, out _);
            }

            // The consumer does not answer. If somebody has deleted it, the worker group begins anew.
            await calls.Link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends all readers, so that those of other processes continue at once.</summary>
    public async Task EndAsync()
    {
        foreach (var pull in open.Keys)
        {
            await pull.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void ThrowIfNoPartition(int partition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, names.Plan.Partitions);
    }
}
