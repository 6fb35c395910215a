using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>The scenarios of hostile gateway messages, one after the other.</summary>
public sealed class ProtocolTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(ProtocolScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(ProtocolScenarios.All, scenario);
}
