using System.Buffers.Binary;

namespace Spectacles.Gateway;

/// <summary>Reads the digits of ids, numbers and timestamps, eight at a time.</summary>
internal static class DecimalDigits
{
    /// <summary>The number of digits that always fit in a 64-bit number.</summary>
    public const int MaxCount = 19;

    private const int ChunkSize = sizeof(ulong);

    /// <summary>Reads the digits that begin at an index.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The index of the first digit.</param>
    /// <param name="value">The value of the digits, unless there are more than <see cref="MaxCount"/>.</param>
    /// <returns>The number of digits; <see cref="MaxCount"/> plus one if there are more.</returns>
    public static int Read(ReadOnlySpan<byte> text, int start, out ulong value)
    {
        value = 0;
        int at = start;
        while (text.Length - at >= ChunkSize && at - start <= ChunkSize)
        {
            ulong chunk = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
            if (!IsDigits(chunk))
            {
                break;
            }

            value = (value * 100_000_000) + ToNumber(chunk);
            at += ChunkSize;
        }

        while ((uint)at < (uint)text.Length && at - start <= MaxCount)
        {
            uint digit = (uint)text[at] - '0';
            if (digit > 9)
            {
                break;
            }

            value = (value * 10) + digit;
            at++;
        }

        return at - start;
    }

    private static bool IsDigits(ulong chunk) =>
        ((chunk & 0xF0F0F0F0F0F0F0F0) | (((chunk + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) >> 4)) == 0x3333333333333333;

    // Pairs of digits, then pairs of pairs, then both halves: three multiplications for eight digits.
    private static ulong ToNumber(ulong chunk)
    {
        chunk -= 0x3030303030303030;
        chunk = (chunk * 10) + (chunk >> 8);
        return (((chunk & 0x000000FF000000FF) * 0x000F424000000064) + (((chunk >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }
}
