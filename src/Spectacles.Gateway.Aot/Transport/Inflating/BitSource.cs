using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// The bits of the current frame, preceded by the remaining bits of the last one. Its pointers are valid within one call only.
/// </summary>
internal unsafe struct BitSource
{
    public byte* Next;
    public byte* End;

    /// <summary>
    /// The next <see cref="Count"/> bits. Higher bits may be a copy of the bytes at <see cref="Next"/>, but never anything else.
    /// </summary>
    public ulong Bits;

    public int Count;

    public void Open(byte* next, int length)
    {
        Next = next;
        End = next + length;
    }

    /// <summary>Releases the frame, and clears the copied bits beyond <see cref="Count"/>.</summary>
    public void Close()
    {
        Bits &= (1UL << Count) - 1;
        Next = End = null;
    }

    /// <summary>Returns whether this many bits are available, 48 at most. If not, the frame has been consumed.</summary>
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

    /// <summary>Refills to at least 56 bits, or all that are available.</summary>
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

    /// <summary>Takes whole bytes, starting at a byte boundary.</summary>
    /// <returns>The number of bytes; 0 when the frame has been consumed.</returns>
    public int CopyTo(Span<byte> bytes)
    {
        int taken = 0;
        while (Count > 0 && taken < bytes.Length)
        {
            bytes[taken++] = (byte)Take(8);
        }

        if (Count == 0)
        {
            // The prefetched bits are skipped.
            Bits = 0;
            int copied = (int)Math.Min(bytes.Length - taken, End - Next);
            new ReadOnlySpan<byte>(Next, copied).CopyTo(bytes[taken..]);
            Next += copied;
            taken += copied;
        }

        return taken;
    }

    // The bits that were prefetched are overwritten with the same values.
    private void RefillByByte()
    {
        while (Count < 56 && Next < End)
        {
            Bits |= (ulong)*Next++ << Count;
            Count += 8;
        }
    }
}
