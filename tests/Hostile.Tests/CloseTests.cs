using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>Runs the scenarios of hostile closes in sequence.</summary>
public sealed class CloseTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(CloseScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(CloseScenarios.All, scenario);
}
