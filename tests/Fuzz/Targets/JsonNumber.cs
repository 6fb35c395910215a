using System.Globalization;
using System.Numerics;
using System.Text;

namespace Fuzz.Targets;

/// <summary>Reads JSON numbers exactly.</summary>
internal static class JsonNumber
{
    private const int LargestExponent = 400;

    /// <summary>Reads a whole number in any form; null if it is not one: <c>12</c>, <c>12.0</c>, <c>1.2e1</c>.</summary>
    public static BigInteger? Whole(ReadOnlySpan<byte> text) => Whole(Encoding.UTF8.GetString(text));

    /// <inheritdoc cref="Whole(ReadOnlySpan{byte})"/>
    public static BigInteger? Whole(string number)
    {
        int mark = number.IndexOfAny(['e', 'E']);
        BigInteger power = 0;
        if (mark >= 0 && !BigInteger.TryParse(number[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power))
        {
            return null;
        }

        string mantissa = mark < 0 ? number : number[..mark];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            power -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        if (!BigInteger.TryParse(mantissa, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        if (value.IsZero || BigInteger.Abs(power) > LargestExponent)
        {
            return value.IsZero ? value : null;
        }

        int exponent = (int)power;
        if (exponent >= 0)
        {
            return value * BigInteger.Pow(10, exponent);
        }

        var whole = BigInteger.DivRem(value, BigInteger.Pow(10, -exponent), out var rest);
        return rest.IsZero ? whole : null;
    }
}
