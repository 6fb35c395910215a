using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests.Seed;

/// <summary>The tables of docs/from-the-seed.md.</summary>
internal static partial class SeedTable
{
    private const string Header = "| In the seed | Here | What is different | Test |";

    public static IReadOnlyList<SeedRow> Rows { get; } = Read(File.ReadAllLines(Repository.PathOf("docs", "from-the-seed.md")));

    /// <summary>What stands in code marks.</summary>
    public static string[] Names(string cell) => [.. Code().Matches(cell).Select(code => code.Groups[1].Value)];

    public static IReadOnlyList<SeedRow> Read(string[] lines)
    {
        var rows = new List<SeedRow>();
        string section = "";
        bool inside = false;
        foreach (string line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }

            bool isRow = line.StartsWith('|') && section.Length > 0;
            if (isRow && inside && !line.StartsWith("|-", StringComparison.Ordinal))
            {
                string[] cells = [.. line.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];
                Assert.True(cells.Length == 4, $"a row has four columns: {line}");
                rows.Add(new SeedRow(section, cells[0], cells[1], cells[3]));
            }

            inside = isRow && (inside || line == Header);
            Assert.True(!isRow || inside, $"a table begins with '{Header}': {line}");
        }

        return rows;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
