namespace Spectacles.Gateway;

/// <summary>
/// Stores every event of a cluster elsewhere, such as in a message broker. An event counts as received only when its storing is confirmed:
/// heartbeats, RESUME and the stored session contain the sequence up to which all events are confirmed, never more.
/// </summary>
/// <remarks>
/// One instance serves all shards of a cluster, in parallel (<see cref="ClusterOptions.EventSink"/>). An event that was taken has no time
/// limit: <see cref="ClusterOptions.HandlerTimeout"/> does not apply, and it is never abandoned. docs/engines.md explains the use.
/// </remarks>
public interface IEventSink
{
    /// <summary>
    /// Receives an event. Called on the shard's read loop for each event in order, including READY and RESUMED, before its handlers.
    /// Allocates nothing in the library.
    /// </summary>
    /// <param name="dispatch">
    /// The event. Its bytes are valid only until this method returns. For an event that was <see cref="SinkResult.Full"/>, the bytes are
    /// passed again.
    /// </param>
    /// <param name="shard">The shard.</param>
    /// <param name="receipt">Confirms the event, if it is <see cref="SinkResult.Taken"/>.</param>
    /// <returns>What the sink does with the event.</returns>
    /// <remarks>
    /// Must not block: the shard reads nothing in the meantime. If it throws, the event is not taken. The exception is reported
    /// (<see cref="GatewayErrorKind.EventSink"/>), the connection is closed with its session kept, and after a growing wait of up to a
    /// minute the session resumes with the event. An event that repeats an earlier sequence is passed, too, but its receipt has no effect.
    /// Events above <see cref="ClusterOptions.MaxMessageBytes"/> are not passed.
    /// </remarks>
    SinkResult Receive(in Dispatch dispatch, Shard shard, EventReceipt receipt);

    /// <summary>
    /// Waits until the sink may have room for an event of the shard. The shard reads nothing in the meantime; its heartbeats go on, so that
    /// its session lives as long as its connection. Then the event is offered again.
    /// </summary>
    /// <param name="shard">The shard.</param>
    /// <param name="cancellationToken">
    /// Canceled when the connection is to end. The event then counts as not received, and the resumed session delivers it again.
    /// </param>
    /// <returns>A task that completes when there may be room. An exception is treated as one of <see cref="Receive"/>.</returns>
    ValueTask WaitForRoomAsync(Shard shard, CancellationToken cancellationToken);
}
