namespace FleetSoak.Tests;

/// <summary>One round of each kind of fault. It is parallel to <see cref="SabotageTests"/>, because both mostly wait.</summary>
public sealed class FleetSoakTests
{
    [Fact]
    public async Task No_event_is_lost_in_a_round_of_faults()
    {
        var run = await FleetSoakProcess.RunAsync("--minutes", "0.1", "--seed", "1");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("lost=0 double_connections=0 needless_identifies=0 crossed=0 dead_letters=0", run.Output, StringComparison.Ordinal);
        Assert.Equal(run.Number("sent"), run.Number("handled"));
        Assert.InRange(run.Number("retried"), 1, run.Number("failed_calls"));
    }
}
