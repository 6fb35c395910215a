using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spectacles.Gateway;

/// <summary>Copies a match in whole vectors. Up to 63 bytes after the match are also written.</summary>
/// <remarks>Everything is inlined, because a call would spill the registers of the calling loop.</remarks>
internal static unsafe class MatchCopy
{
    /// <remarks>
    /// The buffer begins at start. The bytes that were written before the buffer was restarted end at older, which is 0 if there are none.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* start, byte* to, int distance, int length, int older)
    {
        // Whether a match begins in the older bytes can't be predicted, so it does not decide a branch.
        int offset = (int)(to - start) - distance;
        int place = offset + ((offset >> 31) & older);
        if (place < 0)
        {
            ThrowNothingThere();
        }

        byte* from = start + place;
        byte* end = to + length;

        // A match may begin in the older bytes and end in the newer ones.
        if ((uint)~offset < (uint)(length - 1))
        {
            byte* turn = to - offset;
            CopyApart(from, to, turn);
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

    /// <summary>Copies 64 bytes at a time. Nine matches of ten are not longer, so that the number of copies can be predicted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyApart(byte* from, byte* to, byte* end)
    {
        do
        {
            Vector256.Store(Vector256.Load(from), to);
            Vector256.Store(Vector256.Load(from + Vector256<byte>.Count), to + Vector256<byte>.Count);
            from += 2 * Vector256<byte>.Count;
            to += 2 * Vector256<byte>.Count;
        }
        while (to < end);
    }

    /// <summary>Copies a match that overlaps itself. Each vector store doubles the number of correct bytes.</summary>
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
    private static void ThrowNothingThere() => throw new InvalidDataException("A match refers to data before the start of the stream.");
}
