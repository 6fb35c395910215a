using ZstdSharp.Unsafe;

namespace Spectacles.Gateway;

/// <summary>The zstd decoder of one connection. Frames are inflated as they arrive, without allocation per message.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#zstdstream, https://www.rfc-editor.org/rfc/rfc8878</remarks>
internal sealed unsafe class ZstdStreamInflater : IInflater
{
    public const int MaxWindowLog = 23;

    // The bytes that the decoder requests after a block: the 3-byte header of the next one.
    private const nuint BlockHead = 3;

    private readonly MessageBuffer inflated;
    private ZSTD_DCtx_s* decoder;
    private nuint wanted;
    private bool broken;

    public ZstdStreamInflater(int limit)
    {
        inflated = new MessageBuffer(limit);
        decoder = Methods.ZSTD_createDCtx();
        if (decoder is null)
        {
            throw new InsufficientMemoryException("Not enough memory for a zstd decoder.");
        }

        Check(Methods.ZSTD_DCtx_setParameter(decoder, ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog));
    }

    public ReadOnlySpan<byte> Message => inflated.Written;

    public long MessageLength => inflated.Length;

    public bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage)
    {
        ObjectDisposedException.ThrowIf(decoder is null, this);
        if (broken)
        {
            throw new InvalidDataException("The stream failed before and can't be read further.");
        }

        // Stays set after an exception.
        broken = true;
        fixed (byte* first = frame.Span)
        {
            Inflate(first, (nuint)frame.Length);
        }

        broken = false;

        // A message that is cut within a block may continue in the next web socket message, although Discord's do not.
        return endOfMessage && IsBetweenBlocks;
    }

    // Within a block the decoder requests the rest of the block and a header. Within the last block of a frame it requests
    // only the rest, which may be as long as a header.
    private bool IsBetweenBlocks =>
        wanted == 0 || (wanted == BlockHead && Methods.ZSTD_nextInputType(decoder) == ZSTD_nextInputType_e.ZSTDnit_blockHeader);

    public void Release() => inflated.Clear();

    public void Dispose()
    {
        _ = Methods.ZSTD_freeDCtx(decoder);
        decoder = null;
        inflated.Dispose();
    }

    /// <summary>
    /// Inflates until the frame is consumed and the decoder has no more output. A full buffer means that there may be more.
    /// </summary>
    private void Inflate(byte* first, nuint length)
    {
        var source = new ZSTD_inBuffer_s { src = first, size = length };
        bool full = false;
        while (source.pos < source.size || full)
        {
            var free = inflated.Free;
            fixed (byte* start = free)
            {
                var target = new ZSTD_outBuffer_s { dst = start, size = (nuint)free.Length };
                wanted = Check(Methods.ZSTD_decompressStream(decoder, &target, &source));
                inflated.Advance((int)target.pos);
                full = target.pos == target.size;
            }
        }
    }

    private static nuint Check(nuint result) => Methods.ZSTD_isError(result)
        ? throw new InvalidDataException($"The stream is not valid zstd: {Methods.ZSTD_getErrorName(result)}.")
        : result;
}
