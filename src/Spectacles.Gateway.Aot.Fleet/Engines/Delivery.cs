namespace Spectacles.Gateway.Fleet;

/// <summary>A record that a worker has received. The worker answers it once; a record without an answer is delivered again.</summary>
public abstract class Delivery
{
    /// <summary>The record. Valid until the answer.</summary>
    public abstract ReadOnlyMemory<byte> Record { get; }

    /// <summary>The number of times that the record was delivered to this worker group, including this delivery; 1 for the first.</summary>
    public abstract int Attempt { get; }

    /// <summary>The time since the record was stored.</summary>
    public abstract TimeSpan Age { get; }

    /// <summary>Acknowledges the record: the worker has handled it, and it is not delivered again.</summary>
    /// <param name="cancellationToken">Cancels the wait until the answer is on its way.</param>
    public abstract ValueTask AcknowledgeAsync(CancellationToken cancellationToken);

    /// <summary>Asks for another delivery.</summary>
    /// <param name="delay">The earliest time of the next delivery, from now.</param>
    /// <param name="cancellationToken">Cancels the wait until the answer is on its way.</param>
    public abstract ValueTask RetryAsync(TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>Restarts <see cref="DeliveryQuery.AnswerTimeout"/>, because the worker is still handling the record.</summary>
    /// <param name="cancellationToken">Cancels the wait until the message is on its way.</param>
    public abstract ValueTask ProlongAsync(CancellationToken cancellationToken);

    /// <summary>Moves the record to the dead letters. It is stored there first, and then no longer delivered.</summary>
    /// <param name="eventName">The name of the event that failed.</param>
    /// <param name="reason">Why the record is moved, as one sentence without secrets.</param>
    /// <param name="cancellationToken">Cancels the wait until it is stored.</param>
    public abstract ValueTask BuryAsync(string eventName, string reason, CancellationToken cancellationToken);
}
