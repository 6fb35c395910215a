using System.Numerics;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway;

/// <summary>
/// A Huffman code as a table of <see cref="HuffmanEntry"/>, indexed by the next bits. Short codes are in the first part, for all values of
/// the bits after them. Long codes are in subtables after it.
/// </summary>
internal sealed unsafe class HuffmanTable
{
    public const int LongestCode = 15;

    /// <summary>The maximum number of bits in one lookup.</summary>
    public const int MostRootBits = 9;

    /// <summary>
    /// The numbers of <see cref="MostRootBits"/> bits with their bits in reverse order. In the stream, codes begin with the lowest bit,
    /// while one code follows another as if they began with the highest. Looking up an index is faster than incrementing it in reverse.
    /// </summary>
    private static readonly ushort[] Reversed = MakeReversed();

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

    /// <summary>The bits of the first lookup.</summary>
    public uint Mask { get; private set; }

    /// <summary>Builds the table for a code.</summary>
    /// <param name="code">The symbols that have a code.</param>
    /// <param name="templates">The entry of each symbol.</param>
    /// <returns>The flags of the entries of all symbols.</returns>
    /// <exception cref="InvalidDataException">The lengths do not form a valid code.</exception>
    public uint Build(CodedSymbols code, ReadOnlySpan<uint> templates)
    {
        fixed (uint* table = entries, template = templates)
        {
            fixed (ushort* symbols = &code.Symbols, starts = code.Starts, ends = code.Ends)
            {
                // One bit for each length that has codes. The longest is the lowest bit.
                uint used = 0;
                int left = 1;
                for (int length = 1; length <= LongestCode; length++)
                {
                    int count = ends[length] - starts[length];
                    left = (left << 1) - count;
                    used = (used << 1) | ((uint)-count >> 31);
                }

                if (left < 0)
                {
                    throw new InvalidDataException("A Huffman code is oversubscribed.");
                }

                int max = LongestCode - BitOperations.TrailingZeroCount(used | (1 << LongestCode));
                return left > 0
                    ? FillIncomplete(table, max == 0 ? 0 : template[symbols[starts[1]]], max)
                    : Fill(new Groups(symbols, starts, ends, template), table, max);
            }
        }
    }

    // zlib allows a single code of one bit, and an empty code. Other input bits are an error when they are read.
    private uint FillIncomplete(uint* table, uint template, int max)
    {
        if (max > 1)
        {
            throw new InvalidDataException("A Huffman code is incomplete.");
        }

        uint invalid = HuffmanEntry.Special | HuffmanEntry.CodeBit;
        table[0] = max == 0 ? invalid : template + HuffmanEntry.CodeBit;
        table[1] = invalid;
        Mask = 1;
        return template;
    }

    private uint Fill(in Groups groups, uint* table, int max)
    {
        int root = Math.Min(max, rootBits);
        Mask = (1u << root) - 1;
        uint* templates = groups.Templates;
        uint* all = table + (1 << root);
        uint flags = 0;
        fixed (ushort* reversed = Reversed)
        {
            // The next code, as the highest bits of a number of nine bits.
            ushort* next = reversed;
            for (int length = 1; length < root; length++)
            {
                int size = 1 << length;
                int step = 1 << (MostRootBits - length);
                uint bits = (uint)length * HuffmanEntry.CodeBit;
                ushort* end = groups.End(length);
                for (ushort* symbol = groups.Start(length); symbol < end; symbol++, next += step)
                {
                    uint entry = templates[*symbol] + bits;
                    flags |= entry;

                    // It is repeated for all values of the bits after it, of which there are at least two.
                    uint* at = table + *next;
                    do
                    {
                        at[0] = entry;
                        at[size] = entry;
                        at += 2 * size;
                    }
                    while (at < all);
                }
            }

            ushort* last = groups.End(root);
            for (ushort* symbol = groups.Start(root); symbol < last; symbol++, next += 1 << (MostRootBits - root))
            {
                uint entry = templates[*symbol] + ((uint)root * HuffmanEntry.CodeBit);
                flags |= entry;
                table[*next] = entry;
            }

            return max == root ? flags : flags | FillContinued(groups, table, *next, root, max);
        }
    }

    private uint FillContinued(in Groups groups, uint* table, uint code, int root, int max)
    {
        uint prefix = uint.MaxValue;
        uint flags = 0;
        int free = 1 << root;
        int start = 0;
        int size = 0;
        for (int length = root + 1; length <= max; length++)
        {
            ushort* end = groups.End(length);
            for (ushort* symbol = groups.Start(length); symbol < end; symbol++)
            {
                if ((code & Mask) != prefix)
                {
                    prefix = code & Mask;
                    int bits = BitsBehind(groups, (int)(end - symbol), length, root, max);
                    start = free;
                    size = 1 << bits;
                    free += size;
                    if (free > capacity)
                    {
                        throw new InvalidDataException("The table of a Huffman code is too large.");
                    }

                    table[prefix] = HuffmanEntry.ContinuedAt(start, root, bits);
                }

                uint entry = groups.Templates[*symbol] + ((uint)length * HuffmanEntry.CodeBit);
                flags |= entry;
                for (int at = (int)(code >> root); at < size; at += 1 << (length - root))
                {
                    table[start + at] = entry;
                }

                code = After(code, length);
            }
        }

        return flags;
    }

    /// <summary>Returns the number of bits of the subtable for one prefix. Its first code has the given length.</summary>
    private static int BitsBehind(in Groups groups, int remaining, int length, int root, int max)
    {
        int space = (1 << (length - root)) - remaining;
        while (length < max && space > 0)
        {
            length++;
            space = (space << 1) - (int)(groups.End(length) - groups.Start(length));
        }

        return length - root;
    }

    /// <summary>Returns the next code of the same length: incremented in reversed bit order. 0 after the last code.</summary>
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

    private static ushort[] MakeReversed()
    {
        ushort[] reversed = new ushort[1 << MostRootBits];
        for (int code = 1; code < reversed.Length; code++)
        {
            reversed[code] = (ushort)((reversed[code >> 1] >> 1) | ((code & 1) << (MostRootBits - 1)));
        }

        return reversed;
    }

    /// <summary>The pinned symbols of a code, and the entries of all symbols.</summary>
    private readonly struct Groups(ushort* symbols, ushort* starts, ushort* ends, uint* templates)
    {
        public uint* Templates { get; } = templates;

        public ushort* Start(int length) => symbols + starts[length];

        public ushort* End(int length) => symbols + ends[length];
    }
}
