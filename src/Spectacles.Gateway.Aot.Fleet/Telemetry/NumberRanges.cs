using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>Lists of numbers as text.</summary>
internal static class NumberRanges
{
    /// <summary>Returns ascending numbers as text, such as <c>0-3, 7</c>; <c>none</c> for no numbers.</summary>
    public static string Describe(IReadOnlyList<int> numbers)
    {
        var text = new StringBuilder();
        for (int first = 0; first < numbers.Count;)
        {
            int last = first;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1)
            {
                last++;
            }

            text.Append(text.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{numbers[first]}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $"-{numbers[last]}");
            }

            first = last + 1;
        }

        return text.Length == 0 ? "none" : text.ToString();
    }
}
