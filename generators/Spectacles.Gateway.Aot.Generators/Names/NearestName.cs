namespace Spectacles.Gateway.Generators;

/// <summary>Finds the known name that a misspelled name was probably meant to be. Compiled into packages, too.</summary>
internal static class NearestName
{
    /// <summary>Returns the known name with the fewest differences, ignoring case; null if all differ too much.</summary>
    public static string? Find(string unknown, IEnumerable<string> known) => Find(unknown, known, Math.Max(2, unknown.Length / 3));

    /// <summary>Returns the known name with the fewest differences, ignoring case; null if all have more than a number of them.</summary>
    public static string? Find(string unknown, IEnumerable<string> known, int mostDifferences)
    {
        string? nearest = null;
        int best = mostDifferences + 1;
        foreach (string name in known.OrderBy(name => name, StringComparer.Ordinal))
        {
            int distance = Distance(unknown, name);
            if (distance < best)
            {
                (nearest, best) = (name, distance);
            }
        }

        return nearest;
    }

    // Levenshtein's distance, with one row of its table.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int substitution = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
