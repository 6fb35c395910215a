using System.IO.Compression;

namespace Spectacles.Gateway;

/// <summary>
/// An inflater for <c>compress=zlib-stream</c>: one zlib stream for the whole connection, flushed at the end of every gateway message.
/// Frames are inflated as they arrive. Nothing is allocated per message.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#zlibstream</remarks>
internal sealed class ZlibStreamInflater : IInflater
{
    private readonly MessageBuffer inflated;
    private readonly FrameStream frames = new();
    private readonly ZLibStream zlib;
    private FlushMark mark = new();

    public ZlibStreamInflater(int limit)
    {
        inflated = new MessageBuffer(limit);
        zlib = new ZLibStream(frames, CompressionMode.Decompress);
    }

    public ReadOnlySpan<byte> Message => inflated.Written;

    public long MessageLength => inflated.Length;

    public bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage)
    {
        mark.See(frame.Span);
        frames.Feed(frame);
        bool more;
        do
        {
            var free = inflated.Free;
            int count = zlib.Read(free);
            inflated.Advance(count);
            // After zlib has consumed the frame, unfilled space shows that it has no more output. Asking again would cost another call.
            more = count == free.Length || (count > 0 && !frames.IsAtEnd);
        }
        while (more);

        return endOfMessage && mark.IsAtEnd;
    }

    public void Release()
    {
        inflated.Clear();
        mark = new FlushMark();
    }

    public void Dispose()
    {
        zlib.Dispose();
        inflated.Dispose();
    }
}
