using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>Runs the scenarios of hostile payloads in sequence.</summary>
public sealed class PayloadTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(PayloadScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(PayloadScenarios.All, scenario);
}
