namespace Spectacles.Gateway;

/// <summary>A stream over the current frame. It ends with the frame, and continues with the next one.</summary>
internal sealed class FrameStream : Stream
{
    private ReadOnlyMemory<byte> frame;

    /// <summary>Whether the current frame has been read completely.</summary>
    public bool IsAtEnd => frame.IsEmpty;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Feed(ReadOnlyMemory<byte> next) => frame = next;

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, frame.Length);
        frame.Span[..count].CopyTo(buffer);
        frame = frame[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
