using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>The scenarios of hostile frames, one after the other.</summary>
public sealed class FrameTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(FrameScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(FrameScenarios.All, scenario);
}
