using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>The bits of the frame at hand, before them those that the last one left. Its pointers are valid within one call only.</summary>
internal unsafe struct BitSource
{
    public byte* Next;
    public byte* End;

    /// <summary>The first <see cref="Count"/> bits. Those above may be a first look at what <see cref="Next"/> points to, never anything else.</summary>
    public ulong Bits;

    public int Count;

    public void Open(byte* next, int length)
    {
        Next = next;
        End = next + length;
    }

    /// <summary>Forgets the frame and what has been seen of it beyond the bits that were taken out of it.</summary>
    public void Close()
    {
        Bits &= (1UL << Count) - 1;
        Next = End = null;
    }

    /// <summary>Whether there are this many bits, 48 at most. If not, the frame has been taken in whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int bits)
    {
        if (Count < bits)
        {
            Refill();
        }

        return Count >= bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Take(int bits)
    {
        uint value = (uint)(Bits & ((1UL << bits) - 1));
        Drop(bits);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop(int bits)
    {
        Bits >>= bits;
        Count -= bits;
    }

    /// <summary>At least 56 bits, or all that there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        if (End - Next >= sizeof(ulong))
        {
            Bits |= Load(Next) << Count;
            Next += (63 - Count) >> 3;
            Count |= 56;
        }
        else
        {
            RefillByByte();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(byte* at)
    {
        ulong value = Unsafe.ReadUnaligned<ulong>(at);
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>Takes whole bytes, from a bit that begins one.</summary>
    /// <returns>How many: none when the frame has been taken in whole.</returns>
    public int CopyTo(Span<byte> bytes)
    {
        int taken = 0;
        while (Count > 0 && taken < bytes.Length)
        {
            bytes[taken++] = (byte)Take(8);
        }

        if (Count == 0)
        {
            // What was looked at ahead of its time is passed over.
            Bits = 0;
            int copied = (int)Math.Min(bytes.Length - taken, End - Next);
            new ReadOnlySpan<byte>(Next, copied).CopyTo(bytes[taken..]);
            Next += copied;
            taken += copied;
        }

        return taken;
    }

    // What was looked at ahead of its time is the same again.
    private void RefillByByte()
    {
        while (Count < 56 && Next < End)
        {
            Bits |= (ulong)*Next++ << Count;
            Count += 8;
        }
    }
}
