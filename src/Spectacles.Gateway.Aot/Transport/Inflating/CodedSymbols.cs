using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>
/// The symbols of a Huffman code, grouped by the lengths of their codes. Within a group they are in ascending order, which is also the
/// order of their codes, so a table is filled from the groups without sorting. The group of length 0 is for symbols without a code.
/// </summary>
internal sealed class CodedSymbols
{
    /// <summary>The number of groups: lengths from 0 to 15.</summary>
    public const int Groups = HuffmanTable.LongestCode + 1;

    /// <summary>The number of elements after a group that may be overwritten: a reader adds runs in whole vectors.</summary>
    public const int Overrun = 8;

    private readonly ushort[] starts = new ushort[Groups];
    private readonly ushort[] ends = new ushort[Groups];
    private readonly ushort[] symbols;

    /// <param name="most">The largest number of symbols.</param>
    /// <remarks>
    /// A group has room for the codes of that length that exist. If there are more, they overwrite those of the next length, but then there
    /// are too many codes for a table, which is found by their number.
    /// </remarks>
    public CodedSymbols(int most)
    {
        int size = 0;
        for (int length = 0; length < Groups; length++)
        {
            starts[length] = (ushort)size;
            size += (length == 0 ? most : Math.Min(most, 1 << length)) + Overrun;
        }

        symbols = new ushort[size];
        Clear();
    }

    /// <summary>The first symbol, to be pinned.</summary>
    public ref ushort Symbols => ref MemoryMarshal.GetArrayDataReference(symbols);

    /// <summary>The index of the first symbol of each group.</summary>
    public ReadOnlySpan<ushort> Starts => starts;

    /// <summary>The index after the last symbol of each group.</summary>
    public Span<ushort> Ends => ends;

    public void Clear() => starts.AsSpan().CopyTo(ends);

    /// <summary>Adds a symbol. Those of the same length are added in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int symbol, int length) => symbols[ends[length]++] = (ushort)symbol;
}
