using System.IO.Compression;

namespace Spectacles.Gateway.Transport;

/// <summary>
/// <c>compress=zlib-stream</c>: one zlib stream for the whole connection, flushed at the end of every gateway message. Frames are inflated as
/// they come; nothing is allocated per message.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#zlibstream</remarks>
internal sealed class ZlibStreamInflater : IInflater
{
    /// <summary>What zlib writes at a sync flush: the last four bytes of every gateway message.</summary>
    private const uint SyncFlush = 0x0000FFFF;

    private readonly int limit;
    private readonly PooledBuffer inflated;
    private readonly FrameStream frames = new();
    private readonly ZLibStream zlib;
    private uint lastFour = uint.MaxValue;

    public ZlibStreamInflater(int limit)
    {
        this.limit = limit;
        inflated = new PooledBuffer(limit);
        zlib = new ZLibStream(frames, CompressionMode.Decompress);
    }

    public ReadOnlySpan<byte> Message => inflated.Written;

    public bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage)
    {
        RememberEnd(frame.Span);
        frames.Feed(frame);
        while (true)
        {
            int count = zlib.Read(inflated.Free);
            if (count == 0)
            {
                break;
            }

            inflated.Advance(count);
            if (inflated.Written.Length > limit)
            {
                throw new MessageTooLargeException(limit);
            }
        }

        // The four bytes may stand anywhere in compressed data: they count only where a web socket message ends.
        return endOfMessage && lastFour == SyncFlush;
    }

    public void Release() => inflated.Clear();

    public void Dispose()
    {
        zlib.Dispose();
        inflated.Dispose();
    }

    private void RememberEnd(ReadOnlySpan<byte> frame)
    {
        foreach (byte b in frame.Length > 4 ? frame[^4..] : frame)
        {
            lastFour = (lastFour << 8) | b;
        }
    }
}
