namespace Hostile.Tests;

/// <summary>Compares the tables of docs/reliability.md with the scenarios.</summary>
public sealed class HostileTableTests
{
    [Fact]
    public void Scenario_names_are_unique() =>
        Assert.Empty(
            Suite.Tables
                .SelectMany(table => table.Scenarios)
                .GroupBy(scenario => scenario.Name)
                .Where(same => same.Count() > 1)
                .Select(same => same.Key));

    /// <summary>To update the tables, run this project with UPDATE_SNAPSHOTS=1 SPECTACLES_SLOW=1.</summary>
    [Fact]
    public void Documentation_lists_every_scenario_with_its_outcome_and_figures_within_its_bounds()
    {
        var rows = HostileTable.Read();
        var scenarios = Suite.Tables.SelectMany(table => table.Scenarios).ToList();

        Assert.Equal(
            scenarios.Select(scenario => (scenario.Name, scenario.Outcome)), rows.Select(row => (row.Key, row.Value!.Value.Outcome)));
        Assert.All(scenarios, scenario =>
        {
            var figures = rows[scenario.Name]!.Value.Figures;
            Assert.InRange(figures.Connects, scenario.Expected.Connects.Least, scenario.Expected.Connects.Most);
            Assert.InRange(figures.Lines, scenario.Expected.Lines.Least, scenario.Expected.Lines.Most);
            Assert.InRange(figures.Peak, 1, scenario.Expected.Peak);
            Assert.Equal(scenario.Expected.Recovery is null, figures.Recovery is null);
            Assert.InRange(figures.Recovery ?? 0, 0, scenario.Expected.Recovery ?? 0);
        });
    }
}
