namespace Spectacles.Gateway;

/// <summary>Detects the mark of a zlib sync flush: the last four bytes of every gateway message, however it is split into frames.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#transport-compression</remarks>
internal struct FlushMark
{
    private uint lastFour;

    // The initial value, so that an empty stream does not count as an end.
    public FlushMark() => lastFour = uint.MaxValue;

    /// <summary>The four bytes of the mark.</summary>
    public static ReadOnlySpan<byte> Bytes => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>
    /// Whether the last bytes are the mark. They may also occur within compressed data, so they count only at the end of a web socket
    /// message.
    /// </summary>
    public readonly bool IsAtEnd => lastFour == 0x0000FFFF;

    public void See(ReadOnlySpan<byte> frame)
    {
        foreach (byte b in frame.Length > 4 ? frame[^4..] : frame)
        {
            lastFour = (lastFour << 8) | b;
        }
    }
}
