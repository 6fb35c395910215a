using System.Runtime.Intrinsics;

namespace Spectacles.Gateway;

/// <summary>
/// Reads the head of a dynamic block: the lengths of its codes, which are themselves encoded. It can be split at any position.
/// </summary>
internal sealed unsafe class CodeLengths
{
    private const int MostLiterals = 286;
    private const int MostDistances = 30;
    private const int MostLengths = 19;
    private const int LongestCodeOfLengths = 7;
    private const int Whole = 2 << LongestCodeOfLengths;

    // A code of a length and its extra bits.
    private const int MostBits = LongestCodeOfLengths + 7;

    private readonly CodedSymbols literals = new(MostLiterals + MostDistances);
    private readonly CodedSymbols distances = new(MostDistances);
    private readonly CodedSymbols lengths = new(MostLengths);
    private readonly byte[] lengthsOfLengths = new byte[MostLengths];
    private readonly HuffmanTable table = new(LongestCodeOfLengths, 1 << LongestCodeOfLengths);
    private Part part;
    private int literalCount;
    private int distanceCount;
    private int codedLengths;
    private int read;

    // The next literal or distance, and the length of the last one.
    private int index;
    private uint last;

    private enum Part
    {
        Numbers,
        LengthsOfLengths,
        Literals,
        Distances,
    }

    /// <summary>The order of the lengths of the code for lengths.</summary>
    private static ReadOnlySpan<byte> Order => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>Begins a new block.</summary>
    public void Begin()
    {
        part = Part.Numbers;
        read = 0;
        index = 0;
        last = CodeLengthEntry.NoLast;
        literals.Clear();
        distances.Clear();
        lengths.Clear();
        lengthsOfLengths.AsSpan().Clear();
    }

    /// <returns>Whether the codes are known. If not, the frame has been consumed.</returns>
    public bool Read(ref BitSource source, HuffmanTable literalTable, HuffmanTable distanceTable)
    {
        if (part == Part.Numbers && ReadNumbers(ref source))
        {
            part = Part.LengthsOfLengths;
        }

        if (part == Part.LengthsOfLengths && ReadLengthsOfLengths(ref source))
        {
            part = Part.Literals;
        }

        if (part == Part.Literals && ReadLengths(ref source, literals, literalCount, literalCount + distanceCount))
        {
            BeginDistances();
            part = Part.Distances;
        }

        if (part != Part.Distances || !ReadLengths(ref source, distances, distanceCount, distanceCount))
        {
            return false;
        }

        if ((literalTable.Build(literals, HuffmanEntry.LiteralsAndLengths) & HuffmanEntry.EndOfBlock) == 0)
        {
            throw new InvalidDataException("A block has no end-of-block code.");
        }

        distanceTable.Build(distances, HuffmanEntry.Distances);
        return true;
    }

    private bool ReadNumbers(ref BitSource source)
    {
        if (!source.Has(14))
        {
            return false;
        }

        literalCount = (int)source.Take(5) + 257;
        distanceCount = (int)source.Take(5) + 1;
        codedLengths = (int)source.Take(4) + 4;
        return literalCount <= MostLiterals && distanceCount <= MostDistances
            ? true
            : throw new InvalidDataException("A block has more literals, lengths or distances than deflate allows.");
    }

    private bool ReadLengthsOfLengths(ref BitSource source)
    {
        while (read < codedLengths)
        {
            source.Refill();
            int available = Math.Min(codedLengths - read, source.Count / 3);
            if (available == 0)
            {
                return false;
            }

            ulong bits = source.Bits;
            foreach (byte length in Order.Slice(read, available))
            {
                lengthsOfLengths[length] = (byte)(bits & 7);
                bits >>= 3;
            }

            source.Drop(3 * available);
            read += available;
        }

        // Each code takes its share of all sequences of bits: a code of one bit takes half of them.
        int taken = 0;
        for (int symbol = 0; symbol < MostLengths; symbol++)
        {
            int length = lengthsOfLengths[symbol];
            lengths.Add(symbol, length);
            taken += (Whole >> length) & (Whole - 1);
        }

        if (taken != Whole)
        {
            throw new InvalidDataException(
                $"The code for code lengths is {(taken == 0 ? "empty" : "incomplete or oversubscribed")}.");
        }

        table.Build(lengths, CodeLengthEntry.Templates);
        return true;
    }

    /// <summary>
    /// Reads lengths up to an index. The last run may exceed it. All kinds of symbols are processed in the same way, because the branches
    /// for them could not be predicted: each is a run of a length, which is stored as a whole vector. Runs of more than that are zeros.
    /// </summary>
    /// <param name="source">The bits.</param>
    /// <param name="code">Where the lengths are added.</param>
    /// <param name="end">The index.</param>
    /// <param name="total">The index that no run may exceed.</param>
    /// <returns>Whether the lengths have been read. If not, the frame has been consumed.</returns>
    private bool ReadLengths(ref BitSource source, CodedSymbols code, int end, int total)
    {
        bool whole = true;
        fixed (uint* entries = &table.Entries)
        {
            fixed (ushort* symbols = &code.Symbols, ends = code.Ends)
            {
                uint mask = table.Mask;
                byte* next = source.Next;
                byte* stop = source.End;
                ulong bits = source.Bits;
                uint count = (uint)source.Count;
                int at = index;
                uint length = last;
                while (at < end)
                {
                    uint entry;
                    if (stop - next >= sizeof(ulong))
                    {
                        // As in the symbol loop, the next entry is looked up before the refill if possible.
                        if ((count & 63) >= LongestCodeOfLengths)
                        {
                            entry = entries[(uint)bits & mask];
                            bits |= BitSource.Load(next) << (int)count;
                        }
                        else
                        {
                            bits |= BitSource.Load(next) << (int)count;
                            entry = entries[(uint)bits & mask];
                        }

                        next += (~count >> 3) & 7;
                        count |= 56;
                    }
                    else
                    {
                        while ((count & 63) < MostBits && next < stop)
                        {
                            bits |= (ulong)*next++ << (int)count;
                            count += 8;
                        }

                        entry = entries[(uint)bits & mask];
                        if ((entry & 63) > (count & 63))
                        {
                            whole = false;
                            break;
                        }
                    }

                    ulong read = bits;
                    bits >>= (int)entry;
                    count -= entry;
                    int run = CodeLengthEntry.Run(entry, read);
                    length = CodeLengthEntry.Length(entry, length);
                    if (run > total - at || length == CodeLengthEntry.NoLast)
                    {
                        throw new InvalidDataException("A length is repeated too often, or before the first length.");
                    }

                    ushort* group = ends + length;
                    int used = *group;
                    Vector128.Store(Vector128.Create((ushort)at) + Vector128<ushort>.Indices, symbols + used);
                    *group = (ushort)(used + run);
                    at += run;
                }

                source.Next = next;
                source.Bits = bits;
                source.Count = (int)(count & 63);
                index = at;
                last = length;
            }
        }

        return whole;
    }

    /// <summary>Begins the distances with the rest of the last run, which may have exceeded the literals.</summary>
    private void BeginDistances()
    {
        index -= literalCount;
        if (last != 0)
        {
            literals.Ends[(int)last] -= (ushort)index;
            for (int distance = 0; distance < index; distance++)
            {
                distances.Add(distance, (int)last);
            }
        }
    }
}
