namespace Spectacles.Gateway.Fleet;

/// <summary>Messages between the processes of a fleet. They are not stored: a receiver that is not connected does not get them.</summary>
/// <remarks>
/// Addresses consist of words of lowercase letters, digits and hyphens, separated by dots. A message has at most 1 MB. It
/// is received by each receiver without a queue, and by one receiver of each queue.
/// </remarks>
public interface IFleetRequests
{
    /// <summary>Sends a request and waits for the first answer.</summary>
    /// <param name="address">The address.</param>
    /// <param name="request">The request. It is not used after the call has returned.</param>
    /// <param name="timeout">How long to wait for the answer.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<RequestAnswer> AskAsync(
        string address, ReadOnlyMemory<byte> request, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Sends a message that has no answer. The call completes when the message is on its way, not when it was received.</summary>
    /// <param name="address">The address.</param>
    /// <param name="message">The message. It is not used after the call has returned.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask SendAsync(string address, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);

    /// <summary>
    /// Receives the messages of an address, and answers the requests. The calls of <paramref name="receive"/> begin one after the other;
    /// those for the messages of one sender, in order. The receiver continues after the broker could not be reached.
    /// </summary>
    /// <param name="address">The address. Its last word can be <c>*</c>, for any one word.</param>
    /// <param name="queue">
    /// The name of a queue: each message goes to one of the receivers with this name. Null if this receiver gets all messages.
    /// </param>
    /// <param name="maxInFlight">
    /// The number of calls whose tasks can be unfinished. With 1, a message is received when the task of the previous one has completed.
    /// </param>
    /// <param name="receive">
    /// Returns the answer; null for none. The bytes of the message are valid until its task completes. If it throws,
    /// there is no answer: the engine reports the exception and continues.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait for the registration, which the broker has when the call returns.</param>
    /// <returns>A registration that ends when it is disposed.</returns>
    ValueTask<IAsyncDisposable> ReceiveAsync(
        string address,
        string? queue,
        int maxInFlight,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>> receive,
        CancellationToken cancellationToken);
}
