using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The numbers of shards in order, and as a text.</summary>
internal static class ShardNames
{
    /// <summary>Returns the numbers, of which none is negative, in order.</summary>
    public static int[] Sorted(HashSet<int> ids)
    {
        int[] sorted = new int[ids.Count];
        for (int id = 0, next = 0; next < sorted.Length; id++)
        {
            if (ids.Contains(id))
            {
                sorted[next++] = id;
            }
        }

        return sorted;
    }

    /// <summary>Returns the first numbers, with commas.</summary>
    /// <param name="ids">The numbers, in order.</param>
    /// <param name="most">The maximum number of them.</param>
    public static string Of(int[] ids, int most)
    {
        var names = new StringBuilder();
        foreach (int id in ids.AsSpan(0, Math.Min(ids.Length, most)))
        {
            names.Append(names.Length > 0 ? ", " : string.Empty).Append(CultureInfo.InvariantCulture, $"{id}");
        }

        return names.ToString();
    }
}
