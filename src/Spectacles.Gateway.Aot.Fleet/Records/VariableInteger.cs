namespace Spectacles.Gateway.Fleet;

/// <summary>Integers of 1 to 9 bytes: seven bits in each, the lowest first; the highest bit is set in all but the last.</summary>
internal static class VariableInteger
{
    public const int LongestLength = 9;

    /// <summary>Writes an integer that is not negative.</summary>
    /// <returns>The number of bytes.</returns>
    public static int Write(Span<byte> to, long value)
    {
        int length = 0;
        while (value >= 0x80)
        {
            to[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        to[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads an integer at a position, and moves the position behind it.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> from, ref int position, out long value)
    {
        value = 0;
        for (int shift = 0; shift < 7 * LongestLength && position < from.Length; shift += 7)
        {
            byte one = from[position++];
            value |= (long)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads an integer that must not be greater than a limit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, ref int position, int largest, out int value)
    {
        bool isRead = TryRead(from, ref position, out long read) && read <= largest;
        value = isRead ? (int)read : 0;
        return isRead;
    }
}
