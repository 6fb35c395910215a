using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>Runs the scenarios of hostile frames in sequence.</summary>
public sealed class FrameTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(FrameScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(FrameScenarios.All, scenario);
}
