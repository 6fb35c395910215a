namespace Spectacles.Gateway;

/// <summary>
/// Reads the head of a dynamic block: the lengths of its codes, which are themselves encoded. It can be split at any position.
/// </summary>
internal sealed class CodeLengths
{
    private const int MostLiterals = 286;
    private const int MostDistances = 30;
    private const int LongestCode = HuffmanTable.LongestCode;
    private const int LongestCodeOfLengths = 7;
    private const int EndOfBlock = 256;

    // Of 316 symbols, about 50 have a code in a gateway message. Only these are stored, as symbol << 4 | length.
    private readonly ushort[] symbols = new ushort[MostLiterals + MostDistances];
    private readonly ushort[] counts = new ushort[2 * (LongestCode + 1)];
    private readonly byte[] lengthsOfLengths = new byte[19];

    // Symbol << 3 | length of its code.
    private readonly byte[] table = new byte[1 << LongestCodeOfLengths];
    private uint tableMask;
    private int literals;
    private int total;
    private int codedLengths;
    private int read;
    private int at;
    private int used;
    private int previous;

    /// <summary>The order of the lengths of the code for lengths.</summary>
    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Begins a new block.</summary>
    public void Begin()
    {
        total = 0;
        read = 0;
        at = 0;
        used = 0;
        counts.AsSpan().Clear();
        lengthsOfLengths.AsSpan().Clear();
    }

    /// <returns>Whether the codes are known. If not, the frame has been consumed.</returns>
    public bool Read(ref BitSource source, HuffmanTable literalTable, HuffmanTable distanceTable)
    {
        if ((total == 0 && !ReadNumbers(ref source)) || !ReadLengthsOfLengths(ref source) || !ReadLengths(ref source))
        {
            return false;
        }

        int split = used;
        while (split > 0 && symbols[split - 1] >> 4 >= literals)
        {
            symbols[--split] -= (ushort)(literals << 4);
        }

        CheckEndOfBlock(split);
        literalTable.Build(symbols.AsSpan(0, split), counts.AsSpan(0, LongestCode + 1), HuffmanEntry.LiteralsAndLengths);
        distanceTable.Build(symbols.AsSpan(split, used - split), counts.AsSpan(LongestCode + 1), HuffmanEntry.Distances);
        return true;
    }

    private bool ReadNumbers(ref BitSource source)
    {
        if (!source.Has(14))
        {
            return false;
        }

        literals = (int)source.Take(5) + 257;
        total = literals + (int)source.Take(5) + 1;
        codedLengths = (int)source.Take(4) + 4;
        return literals <= MostLiterals && total - literals <= MostDistances
            ? true
            : throw new InvalidDataException("A block has more literals, lengths or distances than deflate allows.");
    }

    private bool ReadLengthsOfLengths(ref BitSource source)
    {
        if (read == codedLengths)
        {
            return true;
        }

        while (read < codedLengths)
        {
            if (!source.Has(3))
            {
                return false;
            }

            lengthsOfLengths[Order[read++]] = (byte)source.Take(3);
        }

        BuildTable();
        return true;
    }

    private void BuildTable()
    {
        Span<int> next = stackalloc int[LongestCodeOfLengths + 1];
        next.Clear();
        foreach (byte length in lengthsOfLengths)
        {
            next[length]++;
        }

        int max = LongestCodeOfLengths;
        while (max > 1 && next[max] == 0)
        {
            max--;
        }

        // From the number of codes of each length to the first code of each length.
        int code = 0;
        for (int length = 1; length <= max; length++)
        {
            int first = code << 1;
            code = first + next[length];
            next[length] = first;
        }

        if (code == 0)
        {
            throw new InvalidDataException("The code for code lengths is empty.");
        }

        if (code != 1 << max)
        {
            throw new InvalidDataException("The code for code lengths is incomplete or oversubscribed.");
        }

        tableMask = (1u << max) - 1;
        for (int symbol = 0; symbol < lengthsOfLengths.Length; symbol++)
        {
            int length = lengthsOfLengths[symbol];
            if (length != 0)
            {
                // In the stream, codes begin with the lowest bit.
                int reversed = Reverse(next[length]++) >> (LongestCodeOfLengths - length);
                for (int entry = reversed; entry < 1 << max; entry += 1 << length)
                {
                    table[entry] = (byte)((symbol << 3) | length);
                }
            }
        }
    }

    /// <summary>Reverses the last seven bits.</summary>
    private static int Reverse(int code)
    {
        code = ((code & 0x55) << 1) | ((code >> 1) & 0x55);
        code = ((code & 0x33) << 2) | ((code >> 2) & 0x33);
        return (((code & 0x0F) << 4) | ((code >> 4) & 0x0F)) >> 1;
    }

    private bool ReadLengths(ref BitSource source)
    {
        ulong bits = source.Bits;
        int count = source.Count;
        int index = at;
        int kept = used;
        int last = previous;
        bool whole = true;
        while (index < total)
        {
            // A symbol takes 7 bits, and up to 7 extra bits.
            if (count < 14)
            {
                source.Bits = bits;
                source.Count = count;
                source.Refill();
                bits = source.Bits;
                count = source.Count;
            }

            int entry = table[(uint)bits & tableMask];
            int taken = entry & 7;
            int symbol = entry >> 3;
            if (symbol < 16)
            {
                if (taken > count)
                {
                    whole = false;
                    break;
                }

                symbols[kept] = (ushort)((index << 4) | symbol);
                counts[(index >= literals ? LongestCode + 1 : 0) + symbol]++;
                kept += symbol == 0 ? 0 : 1;
                index++;
                last = symbol;
            }
            else
            {
                int extra = symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
                if (taken + extra > count)
                {
                    whole = false;
                    break;
                }

                int run = (symbol == 18 ? 11 : 3) + (int)((uint)(bits >> taken) & ((1u << extra) - 1));
                if (run > total - index || (symbol == 16 && index == 0))
                {
                    throw new InvalidDataException("A length is repeated too often, or before the first length.");
                }

                taken += extra;
                last = symbol == 16 ? last : 0;
                if (last == 0)
                {
                    index += run;
                }
                else
                {
                    for (; run > 0; run--, index++)
                    {
                        symbols[kept++] = (ushort)((index << 4) | last);
                        counts[(index >= literals ? LongestCode + 1 : 0) + last]++;
                    }
                }
            }

            bits >>= taken;
            count -= taken;
        }

        source.Bits = bits;
        source.Count = count;
        at = index;
        used = kept;
        previous = last;
        return whole;
    }

    private void CheckEndOfBlock(int split)
    {
        while (split > 0 && symbols[split - 1] >> 4 > EndOfBlock)
        {
            split--;
        }

        if (split == 0 || symbols[split - 1] >> 4 != EndOfBlock)
        {
            throw new InvalidDataException("A block has no end-of-block code.");
        }
    }
}
