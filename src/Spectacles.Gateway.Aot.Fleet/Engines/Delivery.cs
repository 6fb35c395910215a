namespace Spectacles.Gateway.Fleet;

/// <summary>One record that a worker has received. It needs one answer; without one it is delivered again.</summary>
public abstract class Delivery
{
    /// <summary>The record. Valid until the answer.</summary>
    public abstract ReadOnlyMemory<byte> Record { get; }

    /// <summary>How often the record was delivered to this worker group, with this delivery; 1 for the first.</summary>
    public abstract int Attempt { get; }

    /// <summary>The time since the record was stored.</summary>
    public abstract TimeSpan Age { get; }

    /// <summary>Says that the worker is done with the record.</summary>
    /// <param name="cancellationToken">Cancels the wait until the answer is on its way.</param>
    public abstract ValueTask AcknowledgeAsync(CancellationToken cancellationToken);

    /// <summary>Asks for another delivery.</summary>
    /// <param name="delay">The earliest time of the next delivery, from now.</param>
    /// <param name="cancellationToken">Cancels the wait until the answer is on its way.</param>
    public abstract ValueTask RetryAsync(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Says that the worker is still busy with the record: <see cref="DeliveryQuery.AnswerTimeout"/> begins anew.</summary>
    /// <param name="cancellationToken">Cancels the wait until this is on its way.</param>
    public abstract ValueTask ProlongAsync(CancellationToken cancellationToken);

    /// <summary>Moves the record to the dead letters: it is stored there, and then not delivered any more.</summary>
    /// <param name="eventName">The name of the event that failed.</param>
    /// <param name="reason">Why, in one sentence without secrets.</param>
    /// <param name="cancellationToken">Cancels the wait until it is stored.</param>
    public abstract ValueTask BuryAsync(string eventName, string reason, CancellationToken cancellationToken);
}
