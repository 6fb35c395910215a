namespace Spectacles.Gateway.Transport;

/// <summary>Turns the frames of one connection into messages. It belongs to that connection: a new one starts with a fresh context.</summary>
public interface IInflater : IDisposable
{
    /// <summary>The whole message, after <see cref="TryInflate"/> has returned <see langword="true"/> and until <see cref="Release"/>.</summary>
    ReadOnlySpan<byte> Message { get; }

    /// <summary>Takes the next frame.</summary>
    /// <param name="frame">Its bytes; they may be overwritten after the message has been released.</param>
    /// <param name="endOfMessage">Whether a web socket message ends with this frame. A gateway message may need several of them.</param>
    /// <returns>Whether a gateway message is complete.</returns>
    /// <exception cref="InvalidDataException">The frame is not what the compression allows. The connection can't go on.</exception>
    /// <exception cref="MessageTooLargeException">The message is larger than allowed.</exception>
    bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage);

    /// <summary>The message has been handled: its memory may be used again or given back.</summary>
    void Release();
}
