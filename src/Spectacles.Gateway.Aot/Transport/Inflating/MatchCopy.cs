using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spectacles.Gateway.Transport.Inflating;

/// <summary>Copies what a match refers to, in whole vectors: up to 31 bytes behind the match are written, too.</summary>
internal static unsafe class MatchCopy
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* to, int distance, int length)
    {
        byte* from = to - distance;
        byte* end = to + length;
        if (distance >= Vector256<byte>.Count)
        {
            CopyApart(from, to, end);
        }
        else
        {
            CopyNear(from, to, end, distance);
        }
    }

    /// <summary>A match that begins in what was written before the buffer was begun again; it may end in what was written since.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CopyOlder(byte* start, byte* to, int distance, int length, int older)
    {
        int above = distance - (int)(to - start);
        if (older < InflateWindow.History + InflateWindow.Overrun)
        {
            throw new InvalidDataException("A match refers to what was never written.");
        }

        int count = Math.Min(above, length);
        CopyApart(to + older - distance, to, to + count);
        if (count < length)
        {
            Copy(to + count, distance, length - count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyApart(byte* from, byte* to, byte* end)
    {
        do
        {
            Vector256.Store(Vector256.Load(from), to);
            from += Vector256<byte>.Count;
            to += Vector256<byte>.Count;
        }
        while (to < end);
    }

    /// <summary>The bytes repeat themselves: each store of a vector makes twice as many of them right.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyNear(byte* from, byte* to, byte* end, int distance)
    {
        while (distance < Vector128<byte>.Count)
        {
            Vector128.Store(Vector128.Load(from), to);
            to += distance;
            if (to >= end)
            {
                return;
            }

            distance <<= 1;
        }

        do
        {
            Vector128.Store(Vector128.Load(from), to);
            from += Vector128<byte>.Count;
            to += Vector128<byte>.Count;
        }
        while (to < end);
    }
}
