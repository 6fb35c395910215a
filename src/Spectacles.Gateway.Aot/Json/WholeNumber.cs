using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Reads whole numbers in every form that JSON allows, such as <c>41250.0</c>, <c>1e12</c> and <c>"5"</c>. JSON has one type of number:
/// https://www.rfc-editor.org/rfc/rfc8259#section-6
/// </summary>
/// <remarks>
/// Digits and exponent are read exactly, never through a <see cref="double"/>, which would change ids above 2^53. Nothing is allocated, and
/// the time is linear in the length of the text, whatever its exponent is. Used after the fast path for plain digits has failed.
/// </remarks>
internal static class WholeNumber
{
    /// <summary>
    /// The maximum length of a string with escapes that is read. A 64-bit number has 20 digits, each of which takes 6 bytes as an escape.
    /// </summary>
    private const int LongestEscaped = 128;

    /// <summary>The largest power of ten that a 64-bit number can contain.</summary>
    private const int LargestPower = 19;

    /// <summary>The limit for counting exponents. No text is long enough to compensate for a larger one.</summary>
    private const long LargestExponent = int.MaxValue;

    /// <summary>Reads the number, or the string that contains a number, at a reader.</summary>
    /// <returns>False if the value is of another type, is not whole or is outside the limits.</returns>
    public static bool TryRead(in Utf8JsonReader token, long least, long most, out long value)
    {
        value = 0;
        if (!TryRead(token, out bool isNegative, out ulong magnitude) || magnitude > long.MaxValue + (isNegative ? 1UL : 0UL))
        {
            return false;
        }

        value = isNegative ? unchecked(-(long)magnitude) : (long)magnitude;
        return value >= least && value <= most;
    }

    /// <summary>Reads the unsigned number, or the string that contains one, at a reader.</summary>
    /// <returns>False if the value is of another type, is not whole or needs more than 64 bits.</returns>
    public static bool TryReadUnsigned(in Utf8JsonReader token, out ulong value) =>
        TryRead(token, out bool isNegative, out value) && (!isNegative || value == 0);

    /// <summary>Parses a whole text as an unsigned number.</summary>
    public static bool TryParseUnsigned(ReadOnlySpan<byte> text, out ulong value) =>
        TryParse(text, out bool isNegative, out value) && (!isNegative || value == 0);

    /// <summary>Parses a whole text as a number of 32 bits.</summary>
    public static bool TryParseInt32(ReadOnlySpan<byte> text, out int value)
    {
        bool isRead = TryParse(text, out bool isNegative, out ulong magnitude) && magnitude <= int.MaxValue + (isNegative ? 1UL : 0UL);
        value = isRead ? (int)(isNegative ? -(long)magnitude : (long)magnitude) : 0;
        return isRead;
    }

    /// <summary>Copies the text of a string that has escapes, if it is short enough for a number.</summary>
    public static ReadOnlySpan<byte> Unescape(in Utf8JsonReader token, Span<byte> buffer)
    {
        try
        {
            return token.ValueSpan.Length <= buffer.Length ? buffer[..token.CopyString(buffer)] : default;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which is not a digit.
            return default;
        }
    }

    private static bool TryRead(in Utf8JsonReader token, out bool isNegative, out ulong magnitude)
    {
        isNegative = false;
        magnitude = 0;
        return token.TokenType switch
        {
            JsonTokenType.Number => TryParse(token.ValueSpan, out isNegative, out magnitude),
            JsonTokenType.String when token.ValueIsEscaped =>
                TryParse(Unescape(token, stackalloc byte[LongestEscaped]), out isNegative, out magnitude),
            JsonTokenType.String => TryParse(token.ValueSpan, out isNegative, out magnitude),
            _ => false,
        };
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out bool isNegative, out ulong magnitude)
    {
        isNegative = text is [(byte)'-', ..];
        magnitude = 0;
        long power = 0;
        text = isNegative ? text[1..] : text;
        if (!TryTakeDigits(ref text, ref magnitude, ref power))
        {
            return false;
        }

        if (text is [(byte)'.', ..])
        {
            text = text[1..];
            int length = text.Length;
            if (!TryTakeDigits(ref text, ref magnitude, ref power))
            {
                return false;
            }

            power -= length - text.Length;
        }

        if (text is [(byte)'e' or (byte)'E', ..])
        {
            text = text[1..];
            if (!TryTakeExponent(ref text, out long exponent))
            {
                return false;
            }

            power += exponent;
        }

        if (!text.IsEmpty)
        {
            return false;
        }

        // The last digit of the magnitude is not zero, so with a negative power it is after the decimal point.
        return magnitude == 0 || (power is >= 0 and <= LargestPower && TryShift(ref magnitude, power));
    }

    /// <summary>Takes digits. Trailing zeros only change the power, so their number is not limited.</summary>
    private static bool TryTakeDigits(ref ReadOnlySpan<byte> text, ref ulong magnitude, ref long power)
    {
        int at = 0;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            power++;
            ulong digit = (ulong)(text[at] - '0');
            if (digit == 0)
            {
                continue;
            }

            bool fits = magnitude == 0 || (power <= LargestPower + 1 && TryShift(ref magnitude, power));
            if (!fits || magnitude > ulong.MaxValue - digit)
            {
                return false;
            }

            magnitude += digit;
            power = 0;
        }

        text = text[at..];
        return at > 0;
    }

    private static bool TryTakeExponent(ref ReadOnlySpan<byte> text, out long exponent)
    {
        exponent = 0;
        bool isNegative = text is [(byte)'-', ..];
        text = text is [(byte)'-' or (byte)'+', ..] ? text[1..] : text;
        int at = 0;
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++)
        {
            exponent = Math.Min((exponent * 10) + (text[at] - '0'), LargestExponent);
        }

        text = text[at..];
        exponent = isNegative ? -exponent : exponent;
        return at > 0;
    }

    private static bool TryShift(ref ulong magnitude, long power)
    {
        for (; power > 0; power--)
        {
            if (magnitude > ulong.MaxValue / 10)
            {
                return false;
            }

            magnitude *= 10;
        }

        return true;
    }
}
