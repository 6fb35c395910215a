namespace Spectacles.Gateway.Fleet;

/// <summary>A record of a <see cref="MemoryLog"/> that a worker has received.</summary>
internal sealed class MemoryDelivery(
    MemoryLog log, MemoryDeadLetters deadLetters, MemoryLink link, GroupProgress progress, DeliveryQuery query, LogTake take) : Delivery
{
    private readonly UnansweredRecord delivered = take.Unanswered!;

    public override ReadOnlyMemory<byte> Record => delivered.Record.Bytes;

    public override int Attempt => delivered.Attempt;

    public override TimeSpan Age => log.Time.GetElapsedTime(delivered.Record.StoredAt);

    public override async ValueTask AcknowledgeAsync(CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        log.Finish(progress, take.Number);
    }

    public override async ValueTask RetryAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        log.Retry(progress, take.Number, Attempt, delay);
    }

    public override async ValueTask ProlongAsync(CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        log.Retry(progress, take.Number, Attempt, query.AnswerTimeout);
    }

    public override async ValueTask BuryAsync(string eventName, string reason, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken);
        deadLetters.Add(query.WorkerGroup, eventName, reason, Record);
        log.Finish(progress, take.Number);
    }
}
