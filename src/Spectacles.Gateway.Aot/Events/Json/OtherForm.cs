using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// Reads numbers and texts in forms that Discord does not document but other servers send. Entered only after the fast path has failed.
/// </summary>
internal static class OtherForm
{
    /// <summary>The longest string with escapes that may be a number.</summary>
    private const int LongestNumber = 128;

    /// <summary>Reads a number as its text.</summary>
    public static string? ReadText(ref PayloadReader reader)
    {
        if (reader.TryReadNull())
        {
            return null;
        }

        var token = reader.Token(out int end);
        if (token.TokenType != JsonTokenType.Number)
        {
            reader.Misfit("a string");
            return null;
        }

        reader.Position = end;
        return Encoding.UTF8.GetString(token.ValueSpan);
    }

    /// <summary>Reads a whole number that has a sign, a point, an exponent or quotes.</summary>
    public static long ReadInteger(ref PayloadReader reader, long least, long most, string expected)
    {
        if (reader.TryReadNull())
        {
            return 0;
        }

        var token = reader.Token(out int end);
        if (!WholeNumber.TryRead(token, least, most, out long value))
        {
            reader.Misfit(expected);
            return 0;
        }

        reader.Position = end;
        return value;
    }

    /// <summary>
    /// Reads a whole number without a sign, which has a point, an exponent, quotes or escapes. The reader stays when there is none.
    /// </summary>
    public static bool TryReadUnsigned(ref PayloadReader reader, out ulong value)
    {
        value = 0;
        if (reader.TryReadNull())
        {
            return true;
        }

        var token = reader.Token(out int end);
        if (!WholeNumber.TryReadUnsigned(token, out value))
        {
            value = 0;
            return false;
        }

        reader.Position = end;
        return true;
    }

    /// <summary>Decodes a number, or a string that contains one.</summary>
    public static bool TryReadDouble(in Utf8JsonReader token, out double value)
    {
        value = 0;
        return token.TokenType switch
        {
            JsonTokenType.Number => token.TryGetDouble(out value),
            JsonTokenType.String when token.ValueIsEscaped =>
                TryParse(WholeNumber.Unescape(token, stackalloc byte[LongestNumber]), out value),
            JsonTokenType.String => TryParse(token.ValueSpan, out value),
            _ => false,
        };
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out double value) => double.TryParse(
        text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out value);
}
