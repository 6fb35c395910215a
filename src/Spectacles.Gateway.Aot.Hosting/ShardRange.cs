using System.Globalization;

namespace Spectacles.Gateway.Hosting;

/// <summary>A list of shard numbers in a configuration: numbers and ranges, such as <c>0-7,12</c>.</summary>
internal static class ShardRange
{
    /// <summary>Parses a list. Ranges include their end.</summary>
    /// <param name="text">The list.</param>
    /// <param name="total">The total number of shards; every number is less.</param>
    /// <param name="ids">The numbers.</param>
    public static bool TryParse(string text, int total, out IReadOnlyList<int> ids)
    {
        SortedSet<int> found = [];
        ids = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (!TryParse(ends[0], total, out int first) || !TryParse(ends[^1], total, out int last) || last < first)
            {
                return false;
            }

            found.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        ids = [.. found];
        return true;
    }

    private static bool TryParse(string text, int total, out int id) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id < total;
}
