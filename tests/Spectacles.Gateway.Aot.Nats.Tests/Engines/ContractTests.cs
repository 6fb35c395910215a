using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The engine on NATS does what every engine has to do.</summary>
[Collection(nameof(OneServer))]
public sealed class ContractTests(SharedServer shared)
{
    public static TheoryData<string> Names => new(FleetContract.Tests.Where(test => !test.IsSlow).Select(test => test.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Engine_on_NATS_passes(string name)
    {
        var test = FleetContract.Tests.Single(test => test.Name == name);

        await test.RunAsync(new NatsSubject(shared.Server), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Engine_on_NATS_passes_the_slow_tests()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");

        await Task.WhenAll(FleetContract.Tests.Where(test => test.IsSlow).Select(
            test => test.RunAsync(new NatsSubject(shared.Server), TestContext.Current.CancellationToken)));
    }
}
