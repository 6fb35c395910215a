using ZstdSharp.Unsafe;

namespace Spectacles.Gateway;

/// <summary>One zstd decoder for one connection. Frames are inflated as they come; nothing is allocated per message.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#zstdstream, https://www.rfc-editor.org/rfc/rfc8878</remarks>
internal sealed unsafe class ZstdStreamInflater : IInflater
{
    public const int MaxWindowLog = 23;

    // What the decoder asks for where a block ends: the head of the next one, 3 bytes.
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
            throw new InsufficientMemoryException("There is no memory for a zstd decoder.");
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
            throw new InvalidDataException("The stream has been given up.");
        }

        // An error leaves it so.
        broken = true;
        fixed (byte* first = frame.Span)
        {
            Inflate(first, (nuint)frame.Length);
        }

        broken = false;

        // One that is cut within a block may go on in the next web socket message, though Discord's do not.
        return endOfMessage && IsBetweenBlocks;
    }

    // Within a block the decoder asks for the rest of it and a head, but within the last one of a frame for the rest alone, which may be as much as a head.
    private bool IsBetweenBlocks => wanted == 0 || (wanted == BlockHead && Methods.ZSTD_nextInputType(decoder) == ZSTD_nextInputType_e.ZSTDnit_blockHeader);

    public void Release() => inflated.Clear();

    public void Dispose()
    {
        _ = Methods.ZSTD_freeDCtx(decoder);
        decoder = null;
        inflated.Dispose();
    }

    /// <summary>Until the frame is used up and no more comes out of the decoder: a full buffer says that there may be more.</summary>
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
        ? throw new InvalidDataException($"The stream is not what zstd allows: {Methods.ZSTD_getErrorName(result)}.")
        : result;
}
