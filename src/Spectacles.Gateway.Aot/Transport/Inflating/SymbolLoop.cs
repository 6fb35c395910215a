using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Transport.Inflating;

/// <summary>Literals and matches of a block, until it ends or the frame does.</summary>
internal static unsafe class SymbolLoop
{
    /// <returns>Whether the block has ended. If not, the frame has been taken in whole, and what is left of it is no whole literal or match.</returns>
    [SkipLocalsInit]
    public static bool Run(ref BitSource source, InflateWindow window, HuffmanTable literals, HuffmanTable distances)
    {
        while (true)
        {
            switch (RunWithinRoom(ref source, window, literals, distances))
            {
                case Pause.Block:
                    return true;
                case Pause.Room:
                    window.MakeRoom();
                    break;
                default:
                    return false;
            }
        }
    }

    private enum Pause
    {
        Block,
        Frame,
        Room,
    }

    /// <remarks>
    /// A turn begins with 56 bits: two literals of the first part of the table (9 bits each at most), a length with its extra bits (20) and the code of a
    /// distance (15) take no more. Only what is behind that is asked for again.
    /// </remarks>
    [SkipLocalsInit]
    private static Pause RunWithinRoom(ref BitSource source, InflateWindow window, HuffmanTable literals, HuffmanTable distances)
    {
        uint* literalTable = literals.Entries;
        uint* distanceTable = distances.Entries;
        int literalBits = literals.Bits;
        int distanceBits = distances.Bits;
        uint literalMask = (1u << literalBits) - 1;
        uint distanceMask = (1u << distanceBits) - 1;
        byte* next = source.Next;
        byte* end = source.End;
        ulong bits = source.Bits;
        int count = source.Count;
        byte* start = window.Start;
        byte* to = start + window.Position;
        byte* last = start + window.LastTurn;
        int older = window.Older;
        var pause = Pause.Room;
        while (to <= last)
        {
            if (end - next >= sizeof(ulong))
            {
                bits |= BitSource.Load(next) << count;
                next += (63 - count) >> 3;
                count |= 56;
            }
            else
            {
                while (count < 56 && next < end)
                {
                    bits |= (ulong)*next++ << count;
                    count += 8;
                }

                if (count < 56)
                {
                    pause = Pause.Frame;
                    break;
                }
            }

            uint entry = literalTable[(uint)bits & literalMask];
            if ((int)entry < 0)
            {
                bits >>= (byte)entry;
                count -= (byte)entry;
                *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                entry = literalTable[(uint)bits & literalMask];
                if ((int)entry < 0)
                {
                    bits >>= (byte)entry;
                    count -= (byte)entry;
                    *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                    entry = literalTable[(uint)bits & literalMask];
                    if ((int)entry < 0)
                    {
                        bits >>= (byte)entry;
                        count -= (byte)entry;
                        *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                        continue;
                    }
                }
            }

            if ((entry & HuffmanEntry.Special) != 0)
            {
                if ((entry & HuffmanEntry.Continued) != 0)
                {
                    entry = Continue(literalTable, entry, bits >> literalBits);
                    if ((int)entry < 0)
                    {
                        bits >>= (byte)entry;
                        count -= (byte)entry;
                        *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                        continue;
                    }
                }

                if ((entry & HuffmanEntry.Special) != 0)
                {
                    CheckEndOfBlock(entry);
                    bits >>= (byte)entry;
                    count -= (byte)entry;
                    pause = Pause.Block;
                    break;
                }
            }

            ulong before = bits;
            bits >>= (byte)entry;
            count -= (byte)entry;
            uint far = distanceTable[(uint)bits & distanceMask];
            if ((far & HuffmanEntry.Special) != 0)
            {
                far = CheckDistance(distanceTable, far, bits >> distanceBits);
            }

            if (count < (byte)far)
            {
                // The whole match is read again, once there is more of it.
                bits = (bits << (byte)entry) | (before & ((1UL << (byte)entry) - 1));
                count += (byte)entry;
                continue;
            }

            int length = Value(entry, before);
            int distance = Value(far, bits);
            bits >>= (byte)far;
            count -= (byte)far;
            if (distance <= to - start)
            {
                MatchCopy.Copy(to, distance, length);
            }
            else
            {
                MatchCopy.CopyOlder(start, to, distance, length, older);
            }

            to += length;
        }

        source.Next = next;
        source.Bits = bits;
        source.Count = count;
        window.Position = (int)(to - start);
        return pause == Pause.Frame ? RunToTheEnd(ref source, window, literals, distances) : pause;
    }

    /// <summary>The last bits of a frame, each of which is looked at only if it is there.</summary>
    private static Pause RunToTheEnd(ref BitSource source, InflateWindow window, HuffmanTable literals, HuffmanTable distances)
    {
        byte* start = window.Start;
        byte* to = start + window.Position;
        byte* last = start + window.LastTurn;
        ulong bits = source.Bits;
        int count = source.Count;
        var pause = Pause.Room;
        while (to <= last)
        {
            uint entry = literals.Entries[bits & ((1u << literals.Bits) - 1)];
            if ((entry & HuffmanEntry.Continued) != 0)
            {
                entry = Continue(literals.Entries, entry, bits >> literals.Bits);
            }

            int taken = (byte)entry;
            if (taken > count)
            {
                pause = Pause.Frame;
                break;
            }

            if ((int)entry < 0)
            {
                *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
            }
            else if ((entry & HuffmanEntry.Special) != 0)
            {
                CheckEndOfBlock(entry);
                pause = Pause.Block;
            }
            else
            {
                ulong behind = bits >> taken;
                uint far = distances.Entries[behind & ((1u << distances.Bits) - 1)];
                if ((far & HuffmanEntry.Continued) != 0)
                {
                    far = Continue(distances.Entries, far, behind >> distances.Bits);
                }

                if (taken + (byte)far > count)
                {
                    pause = Pause.Frame;
                    break;
                }

                if ((far & HuffmanEntry.Special) != 0)
                {
                    throw new InvalidDataException("A distance has a code that means nothing.");
                }

                taken += (byte)far;
                int length = Value(entry, bits);
                int distance = Value(far, behind);
                if (distance <= to - start)
                {
                    MatchCopy.Copy(to, distance, length);
                }
                else
                {
                    MatchCopy.CopyOlder(start, to, distance, length, window.Older);
                }

                to += length;
            }

            bits >>= taken;
            count -= taken;
            if (pause == Pause.Block)
            {
                break;
            }
        }

        source.Bits = bits;
        source.Count = count;
        window.Position = (int)(to - start);
        return pause;
    }

    /// <summary>The base and the extra bits, which stand behind the code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(uint entry, ulong bits)
    {
        uint extra = (uint)bits & ((1u << (byte)entry) - 1);
        return (int)((entry >> HuffmanEntry.ValueShift) + (extra >> (int)((entry >> HuffmanEntry.CodeShift) & HuffmanEntry.CodeMask)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Continue(uint* table, uint entry, ulong bits)
    {
        int more = (int)((entry >> HuffmanEntry.CodeShift) & HuffmanEntry.CodeMask);
        return table[(entry >> HuffmanEntry.ValueShift) + ((uint)bits & ((1u << more) - 1))];
    }

    private static void CheckEndOfBlock(uint entry)
    {
        if ((entry & HuffmanEntry.EndOfBlock) == 0)
        {
            throw new InvalidDataException("A literal or length has a code that means nothing.");
        }
    }

    private static uint CheckDistance(uint* table, uint entry, ulong bits)
    {
        if ((entry & HuffmanEntry.Continued) != 0)
        {
            entry = Continue(table, entry, bits);
        }

        return (entry & HuffmanEntry.Special) == 0 ? entry : throw new InvalidDataException("A distance has a code that means nothing.");
    }
}
