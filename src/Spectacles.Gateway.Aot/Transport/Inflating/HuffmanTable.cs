using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    // A small table is doubled in whole vectors, which may write this many entries.
    private const int SmallestCapacity = 2 * DoubledTogether;
    private const int DoubledTogether = 8;

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
        this.capacity = Math.Max(capacity, SmallestCapacity);
        entries = new uint[this.capacity];
    }

    /// <summary>The first entry, to be pinned by the symbol loop.</summary>
    public ref uint Entries => ref MemoryMarshal.GetArrayDataReference(entries);

    /// <summary>The number of bits in the first lookup.</summary>
    public int Bits { get; private set; }

    /// <summary>Builds the table for a code.</summary>
    /// <param name="code">The symbols that have a code.</param>
    /// <param name="templates">The entry of each symbol.</param>
    /// <exception cref="InvalidDataException">The lengths do not form a valid code.</exception>
    public void Build(CodedSymbols code, ReadOnlySpan<uint> templates)
    {
        int max = 0;
        int left = 1;
        for (int length = 1; length <= LongestCode; length++)
        {
            int count = code.Count(length);
            left = (left << 1) - count;
            if (left < 0)
            {
                throw new InvalidDataException("A Huffman code is oversubscribed.");
            }

            max = count != 0 ? length : max;
        }

        fixed (uint* table = entries, template = templates)
        {
            fixed (ushort* symbols = &code.Symbols)
            {
                if (left == 0)
                {
                    Fill(table, symbols, code, template, max);
                }
                else
                {
                    FillIncomplete(table, max == 0 ? 0 : template[symbols[code.Starts[1]]], max);
                }
            }
        }
    }

    // zlib allows a single code of one bit, and an empty code. Other input bits are an error when they are read.
    private void FillIncomplete(uint* table, uint template, int max)
    {
        if (max > 1)
        {
            throw new InvalidDataException("A Huffman code is incomplete.");
        }

        uint invalid = HuffmanEntry.Special | HuffmanEntry.CodeBit;
        table[0] = max == 0 ? invalid : template + HuffmanEntry.CodeBit;
        table[1] = invalid;
        Bits = 1;
    }

    private void Fill(uint* table, ushort* symbols, CodedSymbols code, uint* templates, int max)
    {
        int root = Math.Min(max, rootBits);
        var starts = code.Starts;
        var ends = code.Ends;
        fixed (ushort* reversed = Reversed)
        {
            // The next code, as the highest bits of a number of nine bits.
            ushort* next = reversed;
            for (int length = 1; length <= root; length++)
            {
                int step = 1 << (MostRootBits - length);
                uint bits = (uint)length * HuffmanEntry.CodeBit;
                ushort* end = symbols + ends[length];
                for (ushort* symbol = symbols + starts[length]; symbol < end; symbol++)
                {
                    table[*next] = templates[*symbol] + bits;
                    next += step;
                }

                if (length < root)
                {
                    Double(table, 1 << length);
                }
            }

            Bits = root;
            if (max > root)
            {
                FillContinued(table, symbols, code, templates, *next, max);
            }
        }
    }

    /// <summary>Repeats the entries of the codes so far. What is written after them is overwritten by the next repetition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Double(uint* table, int size)
    {
        uint* to = table + size;
        for (uint* from = table; from < table + size; from += DoubledTogether, to += DoubledTogether)
        {
            Vector256.Store(Vector256.Load(from), to);
        }
    }

    private void FillContinued(uint* table, ushort* symbols, CodedSymbols symbolsByLength, uint* templates, uint code, int max)
    {
        int root = Bits;
        uint mask = (1u << root) - 1;
        uint prefix = uint.MaxValue;
        int free = 1 << root;
        int start = 0;
        int size = 0;
        for (int length = root + 1; length <= max; length++)
        {
            ushort* symbol = symbols + symbolsByLength.Starts[length];
            for (int remaining = symbolsByLength.Count(length); remaining > 0; remaining--)
            {
                if ((code & mask) != prefix)
                {
                    prefix = code & mask;
                    int bits = BitsBehind(symbolsByLength, remaining, length, root, max);
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

                uint entry = templates[*symbol++] + ((uint)length * HuffmanEntry.CodeBit);
                for (int at = (int)(code >> root); at < size; at += 1 << (length - root))
                {
                    table[start + at] = entry;
                }

                code = After(code, length);
            }
        }
    }

    /// <summary>Returns the number of bits of the subtable for one prefix. Its first code has the given length.</summary>
    private static int BitsBehind(CodedSymbols symbolsByLength, int remaining, int length, int root, int max)
    {
        int space = (1 << (length - root)) - remaining;
        while (length < max && space > 0)
        {
            length++;
            space = (space << 1) - symbolsByLength.Count(length);
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
}
