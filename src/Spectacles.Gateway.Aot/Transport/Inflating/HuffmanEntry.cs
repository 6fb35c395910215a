namespace Spectacles.Gateway;

/// <summary>
/// An entry of a code table, which describes the next bits. From the lowest bit: the number of bits including extra bits (6), unused (2),
/// the number of bits of the code (4), and flags. From bit 16: the literal, the base of a length or distance, or the index of a subtable.
/// </summary>
internal static class HuffmanEntry
{
    public const int ValueShift = 16;
    public const int CodeShift = 8;
    public const uint CodeMask = 15;

    /// <summary>The length of one code bit, to be added to a template once per bit. It counts in both places.</summary>
    public const uint CodeBit = (1 << CodeShift) | 1;

    /// <summary>Neither a literal nor a base: <see cref="Continued"/>, <see cref="EndOfBlock"/> or invalid.</summary>
    public const uint Special = 1 << 12;

    /// <summary>
    /// A subtable for longer codes. The number of bits is that of the bits that were looked up, and the four bits of the code contain the
    /// number of further bits to look up.
    /// </summary>
    public const uint Continued = 1 << 13;

    public const uint EndOfBlock = 1 << 14;
    public const uint Literal = 1u << 31;

    /// <summary>Entries by symbol, without their code lengths: literals, end of block, lengths.</summary>
    public static uint[] LiteralsAndLengths { get; } = MakeLiteralsAndLengths();

    /// <summary>Entries by symbol, without their code lengths: distances.</summary>
    public static uint[] Distances { get; } = MakeDistances();

    /// <summary>The entry for a subtable.</summary>
    public static uint ContinuedAt(int index, int bits, int furtherBits) =>
        Special | Continued | (uint)bits | ((uint)furtherBits << CodeShift) | ((uint)index << ValueShift);

    private static uint[] MakeLiteralsAndLengths()
    {
        uint[] entries = new uint[288];
        for (uint literal = 0; literal < 256; literal++)
        {
            entries[literal] = Literal | (literal << ValueShift);
        }

        entries[256] = Special | EndOfBlock;
        uint length = 3;
        for (int i = 0; i < 28; i++)
        {
            int extra = i < 8 ? 0 : (i - 4) / 4;
            entries[257 + i] = (length << ValueShift) | (uint)extra;
            length += 1u << extra;
        }

        // The greatest length has a separate code. The two symbols after it are part of the fixed code, but have no meaning.
        entries[285] = 258 << ValueShift;
        entries[286] = entries[287] = Special;
        return entries;
    }

    private static uint[] MakeDistances()
    {
        uint[] entries = new uint[32];
        uint distance = 1;
        for (int i = 0; i < 30; i++)
        {
            int extra = i < 2 ? 0 : (i - 2) / 2;
            entries[i] = (distance << ValueShift) | (uint)extra;
            distance += 1u << extra;
        }

        entries[30] = entries[31] = Special;
        return entries;
    }
}
