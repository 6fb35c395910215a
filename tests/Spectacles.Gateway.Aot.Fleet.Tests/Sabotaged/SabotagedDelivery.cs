namespace Spectacles.Gateway.Fleet.Tests;

internal sealed class SabotagedDelivery(Sabotage sabotage, Delivery inner) : Delivery
{
    public override ReadOnlyMemory<byte> Record => inner.Record;

    public override int Attempt => sabotage == Sabotage.AttemptIsOne ? 1 : inner.Attempt;

    public override TimeSpan Age => sabotage == Sabotage.AgeIsZero ? TimeSpan.Zero : inner.Age;

    public override ValueTask AcknowledgeAsync(CancellationToken cancellationToken) =>
        sabotage == Sabotage.AcknowledgementIgnored ? ValueTask.CompletedTask : inner.AcknowledgeAsync(cancellationToken);

    public override ValueTask RetryAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        inner.RetryAsync(sabotage == Sabotage.DelayIgnored ? TimeSpan.Zero : delay, cancellationToken);

    public override ValueTask ProlongAsync(CancellationToken cancellationToken) =>
        sabotage == Sabotage.ProlongIgnored ? ValueTask.CompletedTask : inner.ProlongAsync(cancellationToken);

    public override ValueTask BuryAsync(string eventName, string reason, CancellationToken cancellationToken) => sabotage switch
    {
        Sabotage.BuriedIsLost => inner.AcknowledgeAsync(cancellationToken),
        Sabotage.BuriedIsDeliveredAgain => inner.RetryAsync(TimeSpan.FromMilliseconds(1), cancellationToken),
        _ => inner.BuryAsync(eventName, reason, cancellationToken),
    };
}
