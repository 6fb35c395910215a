using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>Runs the scenarios of hostile handshakes in sequence.</summary>
public sealed class HandshakeTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(HandshakeScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(HandshakeScenarios.All, scenario);
}
