using System.Globalization;
using System.Text.RegularExpressions;
using Spectacles.Gateway.Tests;

namespace Hostile.Tests;

/// <summary>The tables of docs/reliability.md, which are written from the scenarios and their measurements.</summary>
internal static partial class HostileTable
{
    private const string Begin = "<!-- scenarios: UPDATE_SNAPSHOTS=1 SPECTACLES_SLOW=1 writes them from a run -->";
    private const string End = "<!-- end of scenarios -->";

    private static readonly string Document = Repository.PathOf("docs", "reliability.md");

    public static void Write(IReadOnlyDictionary<string, Measured> run)
    {
        string text = File.ReadAllText(Document);
        var before = Read();
        var lines = new List<string> { Begin };
        foreach (var (title, scenarios) in Suite.Tables)
        {
            lines.AddRange(
                ["", $"**{title}**", "", "| attack | outcome | connects | peak | lines | back after |", "|---|---|---|---|---|---|"]);
            lines.AddRange(
                scenarios.Select(
                    scenario => Row(scenario, run.GetValueOrDefault(scenario.Name) ?? before.GetValueOrDefault(scenario.Name)?.Figures)));
        }

        lines.AddRange(["", End]);
        File.WriteAllText(Document, Section().Replace(text, _ => string.Join('\n', lines)));
    }

    /// <summary>The rows by scenario name.</summary>
    public static Dictionary<string, (string Outcome, Measured Figures)?> Read() =>
        RowOf().Matches(Section().Match(File.ReadAllText(Document)).Value).ToDictionary(
            row => row.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal),
            row =>
                ((string, Measured)?)(
                    row.Groups[2].Value,
                    new Measured(Number(row, 3), Number(row, 4), Number(row, 5), row.Groups[6].Success ? Number(row, 6) : null)));

    private static string Row(Scenario scenario, Measured? figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {scenario.Name} | {scenario.Outcome} | {figures?.Connects} | {figures?.Peak} MB | {figures?.Lines} "
        + $"| {(figures?.Recovery is { } recovery ? $"{recovery} s" : "never")} |");

    private static int Number(Match row, int group) => int.Parse(row.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("<!-- scenarios:[\\s\\S]*<!-- end of scenarios -->")]
    private static partial Regex Section();

    [GeneratedRegex(@"(?m)^\| (.+?) \| (.+?) \| (\d+) \| (\d+) MB \| (\d+) \| (?:(\d+) s|never) \|$")]
    private static partial Regex RowOf();
}
