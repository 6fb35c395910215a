using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>The rows for people: what missed its goal comes first.</summary>
internal static class Report
{
    public static string Write(IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder();
        var first = rows[0];
        text.AppendLine("# Whole processes");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Written by `bench/run.sh` on {first.Date}, commit {first.Commit}, on {first.Machine}. Each figure is the median of interleaved rounds, with the least and the greatest beside it. How it is measured: [numbers](../README.md#whole-processes).");
        Section(text, "Goals that were missed", rows.Where(row => row.IsMissed));
        Section(text, "Goals that were reached", rows.Where(row => row is { Goal: not null, IsMissed: false }));
        Section(text, "Without a goal", rows.Where(row => row.Goal is null));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<Row> rows)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {title}").AppendLine();
        text.AppendLine("| Row | Median | Goal | Spread | Unit |").AppendLine("|---|---:|---:|---:|---|");
        foreach (var row in rows)
        {
            string goal = row.Goal is { } wanted ? wanted.ToString(CultureInfo.InvariantCulture) : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{row.Name}` | {row.Value:0.##} | {goal} | {row.Spread[0]:0.##} to {row.Spread[1]:0.##} | {row.Unit} |");
        }
    }
}
