using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// An entry of the table of the code for code lengths: a run of a length. From the lowest bit: the number of bits including extra bits (6),
/// unused (2), the number of bits of the code (4), unused (2), a mask for the extra bits (7), the shortest run (4), the length (4), unused
/// (2), and whether it is the length of the last run instead (1).
/// </summary>
internal static class CodeLengthEntry
{
    /// <summary>The length of the last run before the first one. It can't be repeated.</summary>
    public const uint NoLast = 16;

    private const int MaskShift = 14;
    private const int RunShift = 21;
    private const int LengthShift = 25;
    private const uint Last = 1u << 31;

    /// <summary>Entries by symbol, without their code lengths.</summary>
    public static uint[] Templates { get; } = MakeTemplates();

    /// <summary>Returns the number of times that the length occurs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Run(uint entry, ulong bits)
    {
        // Only six bits of the number of a shift are used.
        uint behind = (uint)(bits >> (int)(entry >> HuffmanEntry.CodeShift));
        return (int)(((entry >> RunShift) & 15) + (behind & (entry >> MaskShift) & 127));
    }

    /// <summary>Returns the length of this run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Length(uint entry, uint last) => ((entry >> LengthShift) & 15) | ((uint)((int)entry >> 31) & last);

    private static uint[] MakeTemplates()
    {
        uint[] templates = new uint[19];
        for (uint length = 0; length < 16; length++)
        {
            templates[length] = (length << LengthShift) | (1 << RunShift);
        }

        templates[16] = Last | Runs(3, 2);
        templates[17] = Runs(3, 3);
        templates[18] = Runs(11, 7);
        return templates;
    }

    private static uint Runs(uint shortest, int extraBits) =>
        (shortest << RunShift) | (((1u << extraBits) - 1) << MaskShift) | (uint)extraBits;
}
