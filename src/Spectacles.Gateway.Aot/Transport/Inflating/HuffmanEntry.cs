namespace Spectacles.Gateway;

/// <summary>
/// What a table of codes says of the next bits. From below: how many bits it takes with its extra bits (6), 2 free, how many its code takes (4), flags,
/// and from bit 16 on the literal, the base of a length or distance, or where the table goes on.
/// </summary>
internal static class HuffmanEntry
{
    public const int ValueShift = 16;
    public const int CodeShift = 8;
    public const uint CodeMask = 15;

    /// <summary>A code's length, added to a template: it counts in both places.</summary>
    public const uint CodeBit = (1 << CodeShift) | 1;

    /// <summary>Neither a literal nor a base: <see cref="Continued"/>, <see cref="EndOfBlock"/> or invalid.</summary>
    public const uint Special = 1 << 12;

    /// <summary>Longer codes, in a table of their own; the four bits of the code say how many more bits it looks at.</summary>
    public const uint Continued = 1 << 13;

    public const uint EndOfBlock = 1 << 14;
    public const uint Literal = 1u << 31;

    /// <summary>Entries by symbol that lack only their code: literals, end of block, lengths.</summary>
    public static uint[] LiteralsAndLengths { get; } = MakeLiteralsAndLengths();

    /// <summary>Entries by symbol that lack only their code: distances.</summary>
    public static uint[] Distances { get; } = MakeDistances();

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

        // The longest has a code of its own; the two behind it take part in the fixed code and mean nothing.
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
