namespace Spectacles.Gateway;

/// <summary>
/// Converts the frames of one connection to messages. It belongs to that connection: a new connection starts with a new context.
/// </summary>
public interface IInflater : IDisposable
{
    /// <summary>
    /// The message, after <see cref="TryInflate"/> has returned <see langword="true"/> and until <see cref="Release"/>. It is incomplete if
    /// <see cref="MessageLength"/> is greater than the length of this span: then it contains only the beginning.
    /// </summary>
    ReadOnlySpan<byte> Message { get; }

    /// <summary>
    /// The length of the whole message in bytes, after inflating. It equals the length of <see cref="Message"/>, unless the message
    /// exceeded the limit. Such a message was inflated, because later messages depend on it, but only its beginning was kept. The shard
    /// reports it and continues with the next message.
    /// </summary>
    /// <remarks>
    /// An inflater that cannot discard a message returns the length of <see cref="Message"/>, and throws
    /// <see cref="MessageTooLargeException"/> at the limit. <see cref="MessageBuffer"/> can discard.
    /// </remarks>
    long MessageLength { get; }

    /// <summary>Processes the next frame.</summary>
    /// <param name="frame">Its bytes. They may be overwritten after the message has been released.</param>
    /// <param name="endOfMessage">
    /// Whether a web socket message ends with this frame. A gateway message may consist of several web socket messages.
    /// </param>
    /// <returns>Whether a gateway message is complete.</returns>
    /// <exception cref="InvalidDataException">The frame is not valid for the compression. The connection can't continue.</exception>
    /// <exception cref="MessageTooLargeException">
    /// The message is larger than allowed and cannot be discarded, or has not ended after many times the limit. The shard closes the
    /// connection with 1009.
    /// </exception>
    bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage);

    /// <summary>Releases the handled message. Its memory can be reused or freed.</summary>
    void Release();
}
