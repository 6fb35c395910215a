namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>A delivery that notes its answer.</summary>
internal sealed class ManualDelivery(byte[] record, int attempt) : Delivery
{
    /// <summary>The answer, and the delay or the reason; null without one.</summary>
    public string? Answer { get; private set; }

    /// <summary>Whether the broker refuses each answer.</summary>
    public bool IsRefused { get; init; }

    public override ReadOnlyMemory<byte> Record => record;

    public override int Attempt => attempt;

    public override TimeSpan Age => default;

    public override ValueTask AcknowledgeAsync(CancellationToken cancellationToken) => Note("acknowledged");

    public override ValueTask RetryAsync(TimeSpan delay, CancellationToken cancellationToken) => Note($"retry after {delay}");

    public override ValueTask ProlongAsync(CancellationToken cancellationToken) => default;

    public override ValueTask BuryAsync(string eventName, string reason, CancellationToken cancellationToken) =>
        Note($"buried {eventName}: {reason}");

    private ValueTask Note(string answer)
    {
        if (IsRefused)
        {
            throw new FleetException("the consumer has no leader");
        }

        Assert.Null(Answer);
        Answer = answer;
        return default;
    }
}
