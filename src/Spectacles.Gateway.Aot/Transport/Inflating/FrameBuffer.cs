namespace Spectacles.Gateway;

/// <summary>
/// Collects messages without compression. A message in a single frame is passed on as it is; several frames are collected until the end of
/// the message.
/// </summary>
/// <param name="limit">The largest message that is kept, in bytes.</param>
internal sealed class FrameBuffer(int limit) : IInflater
{
    private readonly MessageBuffer collected = new(limit);
    private ReadOnlyMemory<byte> whole;

    public ReadOnlySpan<byte> Message => whole.IsEmpty ? collected.Written : whole.Span;

    public long MessageLength => whole.IsEmpty ? collected.Length : whole.Length;

    public bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage)
    {
        if (collected.Written.IsEmpty && endOfMessage && frame.Length <= limit)
        {
            whole = frame;
            return true;
        }

        collected.Append(frame.Span);
        return endOfMessage;
    }

    public void Release()
    {
        whole = default;
        collected.Clear();
    }

    public void Dispose() => collected.Dispose();
}
