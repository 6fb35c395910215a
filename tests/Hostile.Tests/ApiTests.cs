using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>Runs the scenarios of hostile API responses in sequence.</summary>
public sealed class ApiTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(ApiScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(ApiScenarios.All, scenario);
}
