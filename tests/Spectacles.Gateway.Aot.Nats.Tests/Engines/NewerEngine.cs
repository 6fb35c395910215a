using System.Runtime.CompilerServices;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>
/// The engine of a process of the next version: its nodes append records of format 2, and its workers read those of formats 1 and 2.
/// </summary>
internal sealed class NewerEngine(NatsEngine inner) : IFleetEngine, IEventLog, IDeadLetters
{
    private const byte Newer = 2;

    public FleetPlan Plan => inner.Plan;

    public IEventLog Events => this;

    public IFleetRequests Requests => inner.Requests;

    public IFleetState SharedState => inner.SharedState;

    public IFleetState NodeState => inner.NodeState;

    public int MaxRecordBytes => inner.Events.MaxRecordBytes;

    public IDeadLetters DeadLetters => this;

    public async ValueTask<IEventAppender?> TryOpenAsync(int group, long fence, CancellationToken cancellationToken) =>
        await inner.Events.TryOpenAsync(group, fence, cancellationToken) is { } appender ? new Appender(appender) : null;

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ReadLastAsync(int group, CancellationToken cancellationToken) =>
        [.. (await inner.Events.ReadLastAsync(group, cancellationToken)).Select(Read)];

    public async IAsyncEnumerable<Delivery> ReadAsync(
        DeliveryQuery query, int partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var delivery in inner.Events.ReadAsync(query, partition, cancellationToken))
        {
            yield return new ReadDelivery(delivery);
        }
    }

    public ValueTask AppendRetryAsync(
        string workerGroup, int partition, ReadOnlyMemory<byte> record, CancellationToken cancellationToken) =>
        inner.Events.AppendRetryAsync(workerGroup, partition, record, cancellationToken);

    public ValueTask<long> CountUnreadAsync(string workerGroup, CancellationToken cancellationToken) =>
        inner.Events.CountUnreadAsync(workerGroup, cancellationToken);

    public ValueTask<long> CountAsync(string workerGroup, CancellationToken cancellationToken) =>
        inner.Events.DeadLetters.CountAsync(workerGroup, cancellationToken);

    public async IAsyncEnumerable<DeadLetter> ListAsync(string workerGroup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var letter in inner.Events.DeadLetters.ListAsync(workerGroup, cancellationToken))
        {
            yield return letter with { Record = Read(letter.Record) };
        }
    }

    public ValueTask<bool> RemoveAsync(string workerGroup, long id, CancellationToken cancellationToken) =>
        inner.Events.DeadLetters.RemoveAsync(workerGroup, id, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>The two formats differ in the first byte only.</summary>
    private static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> record) =>
        record.Span is [Newer, ..] ? (byte[])[1, .. record.Span[1..]] : record;

    private sealed class Appender(IEventAppender inner) : IEventAppender
    {
        public ValueTask<AppendOutcome> AppendAsync(
            RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken) =>
            inner.AppendAsync(address, (byte[])[Newer, .. record.Span[1..]], cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class ReadDelivery(Delivery inner) : Delivery
    {
        public override ReadOnlyMemory<byte> Record { get; } = Read(inner.Record);

        public override int Attempt => inner.Attempt;

        public override TimeSpan Age => inner.Age;

        public override ValueTask AcknowledgeAsync(CancellationToken cancellationToken) => inner.AcknowledgeAsync(cancellationToken);

        public override ValueTask RetryAsync(TimeSpan delay, CancellationToken cancellationToken) =>
            inner.RetryAsync(delay, cancellationToken);

        public override ValueTask ProlongAsync(CancellationToken cancellationToken) => inner.ProlongAsync(cancellationToken);

        public override ValueTask BuryAsync(string eventName, string reason, CancellationToken cancellationToken) =>
            inner.BuryAsync(eventName, reason, cancellationToken);
    }
}
