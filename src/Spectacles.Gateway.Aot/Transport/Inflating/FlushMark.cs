namespace Spectacles.Gateway;

/// <summary>Looks for what zlib writes at a sync flush: the last four bytes of every gateway message, in whatever frames they come.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#transport-compression</remarks>
internal struct FlushMark
{
    private uint lastFour;

    // Of a stream that has not begun nothing is the end.
    public FlushMark() => lastFour = uint.MaxValue;

    /// <summary>The four bytes.</summary>
    public static ReadOnlySpan<byte> Bytes => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Whether the last bytes are these. They may stand anywhere in compressed data, too: they count only where a web socket message ends.</summary>
    public readonly bool IsAtEnd => lastFour == 0x0000FFFF;

    public void See(ReadOnlySpan<byte> frame)
    {
        foreach (byte b in frame.Length > 4 ? frame[^4..] : frame)
        {
            lastFour = (lastFour << 8) | b;
        }
    }
}
