namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>The engine in memory does what every engine has to do.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> Names => new(FleetContract.Tests.Where(test => !test.IsSlow).Select(test => test.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Engine_in_memory_passes(string name)
    {
        var test = FleetContract.Tests.Single(test => test.Name == name);

        await test.RunAsync(new MemorySubject(), TestContext.Current.CancellationToken);
    }
}
