namespace FleetSoak.Tests;

/// <summary>The judge of the fleet's soak test finds each kind of sabotage. The runs are not parallel to each other.</summary>
public sealed class SabotageTests
{
    [Theory]
    [InlineData("ack", "lost")]
    [InlineData("fence", "lost")]
    [InlineData("lease", "double_connections")]
    public async Task The_judge_detects_each_kind_of_sabotage(string sabotage, string symptom)
    {
        var run = await FleetSoakProcess.RunAsync("--seed", "1", "--sabotage", sabotage);

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.True(run.Number(symptom) > 0, run.Output);
    }

    [Theory]
    [InlineData("--cli", "--sabotage", "ack")]
    [InlineData("--sabotage", "everything")]
    [InlineData("--minutes")]
    [InlineData("--unknown")]
    public async Task Wrong_arguments_end_with_the_usage(params string[] arguments)
    {
        var run = await FleetSoakProcess.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("usage: fleet-soak", run.Output, StringComparison.Ordinal);
    }
}
