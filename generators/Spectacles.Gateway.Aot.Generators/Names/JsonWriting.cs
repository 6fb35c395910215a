using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>Texts and numbers as JSON, on one line of C#.</summary>
internal static class JsonWriting
{
    private const double GreatestExact = 1L << 53;

    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (char c in CSharpLiteral.Repair(text))
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' => json.Append($"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        return json.Append('"').ToString();
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text: a whole number has neither point nor exponent.</summary>
    public static string Number(double value) => value == Math.Floor(value) && Math.Abs(value) <= GreatestExact
        ? Number((long)value)
        : value.ToString("R", CultureInfo.InvariantCulture);
}
