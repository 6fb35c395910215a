namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>The tests of the contract that wait for its time-outs, at the same time as the others.</summary>
public sealed class SlowContractTests
{
    [Fact]
    public async Task Engine_in_memory_passes_the_slow_tests() =>
        await Task.WhenAll(FleetContract.Tests.Where(test => test.IsSlow).Select(
            test => test.RunAsync(new MemorySubject(), TestContext.Current.CancellationToken)));
}
