using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Generators;


/// <summary>Texts and numbers as JSON.</summary>
internal static class JsonWriting
{
    private const double GreatestExact = 1L << 53;

    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                < ' ' => json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
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
