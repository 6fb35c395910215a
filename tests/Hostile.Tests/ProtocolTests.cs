using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>Runs the scenarios of hostile gateway messages in sequence.</summary>
public sealed class ProtocolTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(ProtocolScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(ProtocolScenarios.All, scenario);
}
