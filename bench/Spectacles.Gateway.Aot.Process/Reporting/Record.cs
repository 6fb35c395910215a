using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>Writes the rows as JSON, as a table and as charts.</summary>
/// <param name="rows">The measured rows.</param>
internal sealed class Record(IReadOnlyList<Row> rows)
{
    private const string Notes = "notes.json";
    private const string Readme = "../README.md";

    public void Print()
    {
        foreach (var row in rows)
        {
            string goal = row.Goal is null ? "" : row.IsMissed ? $"missed: {row.Goal}" : $"reached: {row.Goal}";
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Name,-42} {row.Value,10:F2} {row.Unit,-28} {goal,-16} [{row.Spread[0]:F2} .. {row.Spread[1]:F2}]"));
        }
    }

    /// <param name="path">
    /// The file for programs. Where notes stand beside it, it is the record of the repository: charts and bench/README.md follow.
    /// </param>
    /// <param name="keepsOthers">
    /// Whether rows of an earlier run that this one did not measure stay there, with their own date and commit.
    /// </param>
    public void Write(string path, bool keepsOthers)
    {
        var all = keepsOthers && File.Exists(path)
            ? Replace(JsonSerializer.Deserialize(File.ReadAllText(path), RowsContext.Default.IReadOnlyListRow)!)
            : rows;
        File.WriteAllText(path, JsonSerializer.Serialize(all, RowsContext.Default.IReadOnlyListRow) + "\n");
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string notes = Path.Combine(folder, Notes);
        if (!File.Exists(notes))
        {
            return;
        }

        foreach (var (name, svg) in Report.Charts(all))
        {
            File.WriteAllText(Path.Combine(folder, name), svg);
        }

        string readme = Path.Combine(folder, Readme);
        var tried = JsonSerializer.Deserialize(File.ReadAllText(notes), RowsContext.Default.DictionaryStringString)!;
        File.WriteAllText(readme, Report.Weave(File.ReadAllText(readme), all, tried));
    }

    private List<Row> Replace(IReadOnlyList<Row> earlier)
    {
        var measured = rows.ToDictionary(row => row.Name);
        return
        [
            .. earlier.Select(row => measured.Remove(row.Name, out var remeasured) ? remeasured : row),
            .. rows.Where(row => measured.ContainsKey(row.Name)),
        ];
    }
}
