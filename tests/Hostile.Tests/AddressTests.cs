using Hostile.Tests.Tables;

namespace Hostile.Tests;

/// <summary>Runs the scenarios of hostile URLs in sequence.</summary>
public sealed class AddressTests(Suite suite)
{
    public static TheoryData<string> Names => Suite.Names(AddressScenarios.All);

    [Theory]
    [MemberData(nameof(Names))]
    public Task Has_its_outcome(string scenario) => suite.RunAsync(AddressScenarios.All, scenario);
}
