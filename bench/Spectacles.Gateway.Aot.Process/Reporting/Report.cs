using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.WholeProcess.Reporting;

/// <summary>Writes the rows as Markdown, missed goals first.</summary>
internal static class Report
{
    private const string Begin = "<!-- rows -->";
    private const string End = "<!-- /rows -->";
    private static readonly Dictionary<string, string> NoNotes = [];

    /// <summary>Replaces the text between the two marks of bench/README.md with the rows and links to their charts.</summary>
    /// <param name="readme">The previous text.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="notes">The notes on missed goals, by row name.</param>
    public static string Weave(string readme, IReadOnlyList<Row> rows, IReadOnlyDictionary<string, string> notes)
    {
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"The text has no place for the rows between '{Begin}' and '{End}'.");
        }

        var text = new StringBuilder();
        var first = rows[0];
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Medians of {first.Date}, commit {string.Join(" and ", rows.Select(row => row.Commit).Distinct())}, on {first.Machine}.");
        foreach (var picture in Picture.All.Where(picture => picture.Draw(rows) is not null))
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"![{picture.Title}, in {picture.Unit}](results/{picture.File})");
        }

        Sections(text, "###", rows, notes);
        return $"{readme[..(begin + Begin.Length)]}{Environment.NewLine}{text}{readme[end..]}";
    }

    /// <summary>The charts of bench/results whose rows exist.</summary>
    public static IEnumerable<(string FileName, string Svg)> Charts(IReadOnlyList<Row> rows)
    {
        foreach (var picture in Picture.All)
        {
            if (picture.Draw(rows) is { } svg)
            {
                yield return (picture.File, svg);
            }
        }
    }

    private static void Sections(StringBuilder text, string heading, IReadOnlyList<Row> rows, IReadOnlyDictionary<string, string> notes)
    {
        Section(text, $"{heading} Goals that were missed", [.. rows.Where(row => row.IsMissed)], notes);
        Section(text, $"{heading} Goals that were reached", [.. rows.Where(row => row is { Goal: not null, IsMissed: false })], NoNotes);
        Section(text, $"{heading} Without a goal", [.. rows.Where(row => row.Goal is null)], NoNotes);
    }

    private static void Section(StringBuilder text, string heading, IReadOnlyList<Row> rows, IReadOnlyDictionary<string, string> notes)
    {
        if (rows.Count == 0)
        {
            return;
        }

        bool noted = notes.Count > 0;
        text.AppendLine().AppendLine(heading).AppendLine();
        text.Append("| Row | Median | Goal | Spread | Unit |").AppendLine(noted ? " What was tried |" : "");
        text.Append("|---|---:|---:|---:|---|").AppendLine(noted ? "---|" : "");
        foreach (var row in rows)
        {
            string goal = row.Goal is { } wanted ? wanted.ToString(CultureInfo.InvariantCulture) : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{row.Name}` | {row.Value:0.##} | {goal} | {row.Spread[0]:0.##} to {row.Spread[1]:0.##} | {row.Unit} |");
            text.AppendLine(noted ? $" {notes.GetValueOrDefault(row.Name)?.Replace("|", "\\|", StringComparison.Ordinal)} |" : "");
        }
    }
}
