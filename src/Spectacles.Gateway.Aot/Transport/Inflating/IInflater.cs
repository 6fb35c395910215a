namespace Spectacles.Gateway;

/// <summary>Turns the frames of one connection into messages. It belongs to that connection: a new one starts with a fresh context.</summary>
public interface IInflater : IDisposable
{
    /// <summary>
    /// The message, after <see cref="TryInflate"/> has returned <see langword="true"/> and until <see cref="Release"/>. Only its beginning when <see cref="MessageLength"/>
    /// is greater than the length of this span.
    /// </summary>
    ReadOnlySpan<byte> Message { get; }

    /// <summary>
    /// The length of the whole message in bytes, once inflated. It equals the length of <see cref="Message"/>, unless the message exceeded the limit: then it was inflated, which the
    /// messages after it need, but only its beginning was kept. The shard reports such a message and continues with the next one.
    /// </summary>
    /// <remarks>An inflater that cannot discard a message returns the length of <see cref="Message"/>, and throws <see cref="MessageTooLargeException"/> at the limit. <see cref="MessageBuffer"/> discards.</remarks>
    long MessageLength { get; }

    /// <summary>Takes the next frame.</summary>
    /// <param name="frame">Its bytes; they may be overwritten after the message has been released.</param>
    /// <param name="endOfMessage">Whether a web socket message ends with this frame. A gateway message may need several of them.</param>
    /// <returns>Whether a gateway message is complete.</returns>
    /// <exception cref="InvalidDataException">The frame is not what the compression allows. The connection can't go on.</exception>
    /// <exception cref="MessageTooLargeException">The message is larger than allowed and cannot be discarded, or has not ended after many times the limit. The shard closes the connection with 1009.</exception>
    bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage);

    /// <summary>The message has been handled: its memory may be used again or given back.</summary>
    void Release();
}
