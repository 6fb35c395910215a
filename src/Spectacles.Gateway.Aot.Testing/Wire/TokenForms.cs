using System.Buffers;
using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>Numbers and strings of JSON in other forms of the same value.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc8259#section-6 and #section-7</remarks>
internal static class TokenForms
{
    // Every integer up to 2^53 is exact in every JSON reader.
    private const int MostDigits = 15;
    private const int EscapesOutOf = 6;

    /// <summary>Writes an integer with a fraction or an exponent. Any other number is written unchanged.</summary>
    public static void WriteNumber(IBufferWriter<byte> output, ReadOnlySpan<byte> number, Random random)
    {
        var digits = number.TrimStart((byte)'-');
        bool isInteger = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        int form = isInteger && digits.Length <= MostDigits ? random.Next(5) : 0;
        if (form == 1 && digits.Length > 1)
        {
            output.Write(number[..^(digits.Length - 1)]);
            output.Write("."u8);
            output.Write(digits[1..]);
            output.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"e{digits.Length - 1}")));
            return;
        }

        output.Write(number);
        output.Write(form switch
        {
            2 => ".0"u8,
            3 => "E0"u8,
            4 => ".00e+00"u8,
            _ => default,
        });
    }

    /// <summary>Writes a string, given with its quotes, and escapes some characters that need no escape.</summary>
    public static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<byte> text, Random random)
    {
        output.Write("\""u8);
        for (var rest = text[1..^1]; !rest.IsEmpty;)
        {
            int length = Length(rest);
            if (rest[0] != '\\' && random.Next(EscapesOutOf) == 0)
            {
                WriteEscape(output, rest[..length], random);
            }
            else
            {
                output.Write(rest[..length]);
            }

            rest = rest[length..];
        }

        output.Write("\""u8);
    }

    /// <summary>The length of the first character or escape.</summary>
    private static int Length(ReadOnlySpan<byte> text)
    {
        if (text[0] == '\\')
        {
            return text[1] == 'u' ? 6 : 2;
        }

        Rune.DecodeFromUtf8(text, out _, out int length);
        return length;
    }

    private static void WriteEscape(IBufferWriter<byte> output, ReadOnlySpan<byte> character, Random random)
    {
        if (character is [(byte)'/'])
        {
            output.Write("\\/"u8);
            return;
        }

        string format = random.Next(2) == 0 ? "x4" : "X4";
        foreach (char unit in Encoding.UTF8.GetString(character))
        {
            output.Write("\\u"u8);
            output.Write(Encoding.UTF8.GetBytes(((int)unit).ToString(format, CultureInfo.InvariantCulture)));
        }
    }
}
