using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spectacles.Gateway;

/// <summary>Copies what a match refers to, in whole vectors: up to 31 bytes behind the match are written, too.</summary>
/// <remarks>Nothing of it is a call, which would cost the loop around it the registers that it lives in.</remarks>
internal static unsafe class MatchCopy
{
    /// <remarks>The buffer begins at start; the bytes that were written before it was begun again end at older, which is 0 if there are none.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* start, byte* to, int distance, int length, int older)
    {
        byte* from = to - distance;
        byte* end = to + length;
        if (from < start)
        {
            if (older == 0)
            {
                ThrowNothingThere();
            }

            // A match may end in what was written since.
            byte* turn = Math.Min(end - to, start - from) + to;
            CopyApart(from + older, to, turn);
            if (turn == end)
            {
                return;
            }

            to = turn;
            from = start;
        }

        if (distance >= Vector256<byte>.Count)
        {
            CopyApart(from, to, end);
        }
        else
        {
            CopyNear(from, to, end, distance);
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyNear(byte* from, byte* to, byte* end, int distance)
    {
        while (distance < Vector128<byte>.Count && to < end)
        {
            Vector128.Store(Vector128.Load(from), to);
            to += distance;
            distance <<= 1;
        }

        while (to < end)
        {
            Vector128.Store(Vector128.Load(from), to);
            from += Vector128<byte>.Count;
            to += Vector128<byte>.Count;
        }
    }

    [DoesNotReturn]
    private static void ThrowNothingThere() => throw new InvalidDataException("A match refers to what was never written.");
}
