namespace Spectacles.Gateway;

/// <summary>
/// An inflater for <c>compress=zlib-stream</c>, optimized for the gateway's small, flushed messages that refer to earlier ones. Frames are
/// inflated as they arrive, by the library's own code. Nothing is allocated per message. docs/decisions/0013.
/// </summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc1950, https://www.rfc-editor.org/rfc/rfc1951</remarks>
internal sealed class GatewayInflater : IInflater
{
    private readonly InflateWindow window;
    private DynamicCode? code;
    private BitSource source;
    private Part part;
    private bool broken;
    private bool lastBlock;
    private int stored;
    private int trailer;
    private FlushMark mark = new();

    public GatewayInflater(int limit) => window = new InflateWindow(limit);

    private enum Part
    {
        Header,
        BlockHead,
        StoredHead,
        Stored,
        CodeLengths,
        OwnCode,
        FixedCode,
        Trailer,
    }

    public ReadOnlySpan<byte> Message => window.Message;

    public long MessageLength => window.MessageLength;

    public unsafe bool TryInflate(ReadOnlyMemory<byte> frame, bool endOfMessage)
    {
        // It stays true after an error, and after the end of the stream.
        if (broken)
        {
            throw new InvalidDataException("The stream failed before and can't be read further.");
        }

        broken = true;
        var bytes = frame.Span;
        mark.See(bytes);
        fixed (byte* first = bytes)
        {
            source.Open(first, bytes.Length);
            Inflate();
            source.Close();
        }

        window.KeepWithinLimit();
        broken = false;

        return endOfMessage && mark.IsAtEnd;
    }

    public void Release()
    {
        window.Release();
        mark = new FlushMark();
    }

    public void Dispose()
    {
        broken = true;
        ReturnCode();
        window.Dispose();
    }

    /// <summary>Continues where the last frame ended. Every iteration consumes at least one bit of the frame, or ends.</summary>
    private void Inflate()
    {
        while (true)
        {
            switch (part)
            {
                case Part.BlockHead when source.Has(3):
                    BeginBlock();
                    break;
                case Part.FixedCode when SymbolLoop.Run(ref source, window, FixedCode.Literals, FixedCode.Distances):
                case Part.OwnCode when SymbolLoop.Run(ref source, window, code!.Literals, code.Distances):
                    EndBlock();
                    break;
                case Part.CodeLengths when code!.Read(ref source):
                    part = Part.OwnCode;
                    break;
                case Part.StoredHead when source.Has(32):
                    BeginStored();
                    break;
                case Part.Stored when CopyStored():
                    EndBlock();
                    break;
                case Part.Header when source.Has(16):
                    CheckHeader();
                    break;
                case Part.Trailer when SkipTrailer():
                    throw new InvalidDataException("The stream continues after its end.");
                default:
                    return;
            }
        }
    }

    private void CheckHeader()
    {
        uint method = source.Take(8);
        uint flags = source.Take(8);
        if (((method << 8) | flags) % 31 != 0 || (method & 15) != 8 || method >> 4 > 7)
        {
            throw new InvalidDataException("The zlib header is not valid.");
        }

        if ((flags & 0x20) != 0)
        {
            throw new InvalidDataException("The stream requires a preset dictionary.");
        }

        part = Part.BlockHead;
    }

    private void BeginBlock()
    {
        lastBlock = source.Take(1) != 0;
        switch (source.Take(2))
        {
            case 0:
                source.Drop(source.Count & 7);
                part = Part.StoredHead;
                break;
            case 1:
                part = Part.FixedCode;
                break;
            case 2:
                code = DynamicCode.Rent();
                part = Part.CodeLengths;
                break;
            default:
                throw new InvalidDataException("A block has an unknown type.");
        }
    }

    private void EndBlock()
    {
        ReturnCode();
        part = lastBlock ? Part.Trailer : Part.BlockHead;
        if (lastBlock)
        {
            source.Drop(source.Count & 7);
        }
    }

    private void ReturnCode()
    {
        if (code is { } returned)
        {
            code = null;
            DynamicCode.Return(returned);
        }
    }

    private void BeginStored()
    {
        uint length = source.Take(16);
        if (length != (source.Take(16) ^ 0xFFFF))
        {
            throw new InvalidDataException("The length of a stored block is not valid.");
        }

        stored = (int)length;
        part = Part.Stored;
    }

    /// <returns>Whether the block has ended. If not, the frame has been consumed.</returns>
    private bool CopyStored()
    {
        while (stored > 0)
        {
            var free = window.Free();
            int count = source.CopyTo(free[..Math.Min(free.Length, stored)]);
            if (count == 0)
            {
                return false;
            }

            window.Position += count;
            stored -= count;
        }

        return true;
    }

    /// <summary>
    /// Skips the checksum without comparing it. It is at the end of a stream, which a gateway never ends, and computing it would cost time
    /// for every message.
    /// </summary>
    /// <returns>Whether a byte follows it.</returns>
    private bool SkipTrailer()
    {
        for (; trailer < 4 && source.Has(8); trailer++)
        {
            source.Drop(8);
        }

        return source.Has(1);
    }
}
