using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>Inflates literals and matches of a block, until the block or the frame ends.</summary>
internal static unsafe class SymbolLoop
{
    /// <summary>
    /// The number of bytes that the frame must contain when an iteration of the fast loop begins: eight that are read together, of which at
    /// most seven are consumed.
    /// </summary>
    private const int SafeBytes = sizeof(ulong) + 2;

    private enum Pause
    {
        Block,
        Frame,
        Room,
    }

    /// <returns>
    /// Whether the block has ended. If not, the frame has been consumed, and its remaining bits are not a whole literal or match.
    /// </returns>
    public static bool Run(ref BitSource source, InflateWindow window, HuffmanTable literals, HuffmanTable distances)
    {
        fixed (uint* literalTable = &literals.Entries, distanceTable = &distances.Entries)
        {
            while (true)
            {
                var pause = Pause.Frame;
                if (source.End - source.Next >= SafeBytes)
                {
                    pause = RunWithinRoom(ref source, window, literalTable, distanceTable, literals.Mask, distances.Mask);
                }

                if (pause == Pause.Frame)
                {
                    pause = RunToTheEnd(ref source, window, literalTable, distanceTable, literals.Mask, distances.Mask);
                }

                if (pause != Pause.Room)
                {
                    return pause == Pause.Block;
                }

                window.MakeRoom();
            }
        }
    }

    /// <remarks>
    /// An iteration begins with 56 bits and at least three more bytes in the frame. The bits are enough for two literals of the first part
    /// of the table (9 bits each at most), a length with its extra bits (20) and the code of a distance (15). Together with the bytes, they
    /// are enough for a distance with its extra bits (28). Only the lowest six bits of the count are used. Whole entries may leave other
    /// values above them.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Pause RunWithinRoom(
        ref BitSource source, InflateWindow window, uint* literalTable, uint* distanceTable, uint literalMask, uint distanceMask)
    {
        byte* next = source.Next;
        byte* safe = source.End - SafeBytes;
        ulong bits = source.Bits;
        uint count = (uint)source.Count;
        byte* start = window.Start;
        byte* to = start + window.Position;
        byte* last = start + window.LastTurn;
        int older = window.Older;
        var pause = Pause.Frame;
        while (next <= safe)
        {
            if (to > last)
            {
                pause = Pause.Room;
                break;
            }

            uint entry;

            // The next entry is looked up before the refill if possible, so that neither waits for the other.
            if ((count & 63) >= HuffmanTable.MostRootBits)
            {
                entry = literalTable[(uint)bits & literalMask];
                bits |= BitSource.Load(next) << (int)count;
            }
            else
            {
                bits |= BitSource.Load(next) << (int)count;
                entry = literalTable[(uint)bits & literalMask];
            }

            next += (~count >> 3) & 7;
            count |= 56;
            if ((int)entry < 0)
            {
                bits >>= (int)entry;
                count -= entry;
                *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                entry = literalTable[(uint)bits & literalMask];
                if ((int)entry < 0)
                {
                    bits >>= (int)entry;
                    count -= entry;
                    *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                    entry = literalTable[(uint)bits & literalMask];
                    if ((int)entry < 0)
                    {
                        bits >>= (int)entry;
                        count -= entry;
                        *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                        continue;
                    }
                }
            }

            if ((entry & HuffmanEntry.Special) != 0)
            {
                if ((entry & HuffmanEntry.Continued) != 0)
                {
                    entry = Continue(literalTable, entry, bits);
                    if ((int)entry < 0)
                    {
                        bits >>= (int)entry;
                        count -= entry;
                        *to++ = (byte)(entry >> HuffmanEntry.ValueShift);
                        continue;
                    }
                }

                if ((entry & HuffmanEntry.Special) != 0)
                {
                    if ((entry & HuffmanEntry.EndOfBlock) == 0)
                    {
                        ThrowNoLiteral();
                    }

                    bits >>= (int)entry;
                    count -= entry;
                    pause = Pause.Block;
                    break;
                }
            }

            int length = Value(entry, bits);
            bits >>= (int)entry;
            count -= entry;
            uint far = distanceTable[(uint)bits & distanceMask];
            if ((far & HuffmanEntry.Special) != 0)
            {
                if ((far & HuffmanEntry.Continued) != 0)
                {
                    far = Continue(distanceTable, far, bits);
                }

                if ((far & HuffmanEntry.Special) != 0)
                {
                    ThrowNoDistance();
                }
            }

            if ((count & 63) < (far & 63))
            {
                bits |= (ulong)(uint)(next[0] | (next[1] << 8)) << (int)count;
                next += 2;
                count += 16;
            }

            int distance = Value(far, bits);
            bits >>= (int)far;
            count -= far;
            MatchCopy.Copy(start, to, distance, length, older);
            to += length;
        }

        source.Next = next;
        source.Bits = bits;
        source.Count = (int)(count & 63);
        window.Position = (int)(to - start);
        return pause;
    }

    /// <summary>Processes the last bits of a frame. A bit is read only if it is available.</summary>
    private static Pause RunToTheEnd(
        ref BitSource source, InflateWindow window, uint* literalTable, uint* distanceTable, uint literalMask, uint distanceMask)
    {
        byte* start = window.Start;
        byte* to = start + window.Position;
        byte* last = start + window.LastTurn;
        byte* next = source.Next;
        byte* end = source.End;
        ulong bits = source.Bits;
        int count = source.Count;
        var pause = Pause.Room;
        while (to <= last)
        {
            while (count < 56 && next < end)
            {
                bits |= (ulong)*next++ << count;
                count += 8;
            }

            uint entry = literalTable[(uint)bits & literalMask];
            if ((entry & HuffmanEntry.Continued) != 0)
            {
                entry = Continue(literalTable, entry, bits);
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
                if ((entry & HuffmanEntry.EndOfBlock) == 0)
                {
                    ThrowNoLiteral();
                }

                pause = Pause.Block;
            }
            else
            {
                ulong behind = bits >> taken;
                uint far = distanceTable[(uint)behind & distanceMask];
                if ((far & HuffmanEntry.Continued) != 0)
                {
                    far = Continue(distanceTable, far, behind);
                }

                if (taken + (byte)far > count)
                {
                    pause = Pause.Frame;
                    break;
                }

                if ((far & HuffmanEntry.Special) != 0)
                {
                    ThrowNoDistance();
                }

                taken += (byte)far;
                int length = Value(entry, bits);
                int distance = Value(far, behind);
                MatchCopy.Copy(start, to, distance, length, window.Older);
                to += length;
            }

            bits >>= taken;
            count -= taken;
            if (pause == Pause.Block)
            {
                break;
            }
        }

        source.Next = next;
        source.Bits = bits;
        source.Count = count;
        window.Position = (int)(to - start);
        return pause;
    }

    /// <summary>Returns the base plus the extra bits, which follow the code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Value(uint entry, ulong bits)
    {
        uint extra = (uint)bits & ((1u << (int)entry) - 1);
        return (int)((entry >> HuffmanEntry.ValueShift) + (extra >> (int)((entry >> HuffmanEntry.CodeShift) & HuffmanEntry.CodeMask)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Continue(uint* table, uint entry, ulong bits)
    {
        int more = (int)((entry >> HuffmanEntry.CodeShift) & HuffmanEntry.CodeMask);
        return table[(entry >> HuffmanEntry.ValueShift) + ((uint)(bits >> (int)entry) & ((1u << more) - 1))];
    }

    [DoesNotReturn]
    private static void ThrowNoLiteral() => throw new InvalidDataException("A literal or length has a code that is not valid.");

    [DoesNotReturn]
    private static void ThrowNoDistance() => throw new InvalidDataException("A distance has a code that is not valid.");
}
