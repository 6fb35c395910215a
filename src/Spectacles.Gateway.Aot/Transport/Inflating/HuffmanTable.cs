using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>
/// A Huffman code as a table of <see cref="HuffmanEntry"/>, indexed by the next bits. Short codes are in the first part, which doubles from
/// length to length. Long codes are in subtables after it.
/// </summary>
internal sealed unsafe class HuffmanTable
{
    public const int LongestCode = 15;

    /// <summary>The maximum number of bits in one lookup.</summary>
    public const int MostRootBits = 9;

    private const int MostSymbols = 288;

    private readonly int rootBits;
    private readonly int capacity;

    private readonly uint[] entries;

    /// <param name="rootBits">The number of bits in one lookup, at most <see cref="MostRootBits"/>.</param>
    /// <param name="capacity">The maximum number of entries that a complete code of these symbols needs.</param>
    public HuffmanTable(int rootBits, int capacity)
    {
        this.rootBits = rootBits;
        this.capacity = capacity;
        entries = new uint[capacity];
    }

    /// <summary>The first entry, to be pinned by the symbol loop.</summary>
    public ref uint Entries => ref MemoryMarshal.GetArrayDataReference(entries);

    /// <summary>The number of bits in the first lookup.</summary>
    public int Bits { get; private set; }

    /// <summary>Builds the table for a code.</summary>
    /// <param name="symbols">The symbols that have a code, in ascending order: symbol &lt;&lt; 4 | length of its code.</param>
    /// <param name="counts">The number of codes of each length from 0 to 15. The value for 0 is not used.</param>
    /// <param name="templates">The entry of each symbol.</param>
    /// <exception cref="InvalidDataException">The lengths do not form a valid code.</exception>
    [SkipLocalsInit]
    public void Build(ReadOnlySpan<ushort> symbols, ReadOnlySpan<ushort> counts, ReadOnlySpan<uint> templates)
    {
        int max = LongestCode;
        while (max > 0 && counts[max] == 0)
        {
            max--;
        }

        ushort* offsets = stackalloc ushort[LongestCode + 1];
        int left = 1;
        int offset = 0;
        for (int length = 1; length <= max; length++)
        {
            left = (left << 1) - counts[length];
            if (left < 0)
            {
                throw new InvalidDataException("A Huffman code is oversubscribed.");
            }

            offsets[length] = (ushort)offset;
            offset += counts[length];
        }

        if (offset != symbols.Length || offset > MostSymbols)
        {
            throw new InvalidDataException("A Huffman code does not match its symbols.");
        }

        if (left > 0)
        {
            BuildIncomplete(symbols, max, templates);
            return;
        }

        uint* sorted = stackalloc uint[MostSymbols];
        foreach (ushort symbol in symbols)
        {
            int length = symbol & 15;
            sorted[offsets[length]++] = templates[symbol >> 4] + ((uint)length * HuffmanEntry.CodeBit);
        }

        fixed (uint* table = entries)
        {
            Fill(table, sorted, counts, max);
        }
    }

    // zlib allows a single code of one bit, and an empty code. Other input bits are an error when they are read.
    private void BuildIncomplete(ReadOnlySpan<ushort> symbols, int max, ReadOnlySpan<uint> templates)
    {
        if (max > 1)
        {
            throw new InvalidDataException("A Huffman code is incomplete.");
        }

        uint invalid = HuffmanEntry.Special | HuffmanEntry.CodeBit;
        entries[0] = max == 0 ? invalid : templates[symbols[0] >> 4] + HuffmanEntry.CodeBit;
        entries[1] = invalid;
        Bits = 1;
    }

    private void Fill(uint* table, uint* sorted, ReadOnlySpan<ushort> counts, int max)
    {
        int root = Math.Min(max, rootBits);

        // In the stream, codes begin with the lowest bit.
        uint code = 0;
        for (int length = 1; length <= root; length++)
        {
            for (int count = counts[length]; count > 0; count--)
            {
                table[code] = *sorted++;
                code = After(code, length);
            }

            if (length < root)
            {
                new ReadOnlySpan<uint>(table, 1 << length).CopyTo(new Span<uint>(table + (1 << length), 1 << length));
            }
        }

        Bits = root;
        if (max > root)
        {
            FillContinued(table, sorted, counts, code, root, max);
        }
    }

    private void FillContinued(uint* table, uint* sorted, ReadOnlySpan<ushort> counts, uint code, int root, int max)
    {
        uint mask = (1u << root) - 1;
        uint prefix = uint.MaxValue;
        int free = 1 << root;
        int start = 0;
        int size = 0;
        for (int length = root + 1; length <= max; length++)
        {
            for (int remaining = counts[length]; remaining > 0; remaining--)
            {
                if ((code & mask) != prefix)
                {
                    prefix = code & mask;
                    int bits = BitsBehind(counts, remaining, length, root, max);
                    start = free;
                    size = 1 << bits;
                    free += size;
                    if (free > capacity)
                    {
                        throw new InvalidDataException("The table of a Huffman code is too large.");
                    }

                    table[prefix] =
                        HuffmanEntry.Special | HuffmanEntry.Continued | ((uint)bits << HuffmanEntry.CodeShift) | (
                            (uint)start << HuffmanEntry.ValueShift);
                }

                for (int at = (int)(code >> root); at < size; at += 1 << (length - root))
                {
                    table[start + at] = *sorted;
                }

                sorted++;
                code = After(code, length);
            }
        }
    }

    /// <summary>Returns the number of bits of the subtable for one prefix. Its first code has the given length.</summary>
    private static int BitsBehind(ReadOnlySpan<ushort> counts, int remaining, int length, int root, int max)
    {
        int space = (1 << (length - root)) - remaining;
        while (length < max && space > 0)
        {
            length++;
            space = (space << 1) - counts[length];
        }

        return length - root;
    }

    /// <summary>Returns the next code of the same length: incremented in reversed bit order. 0 after the last code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint After(uint code, int length)
    {
        uint zeros = code ^ ((1u << length) - 1);
        if (zeros == 0)
        {
            return 0;
        }

        uint highest = 1u << BitOperations.Log2(zeros);
        return (code & (highest - 1)) | highest;
    }
}
