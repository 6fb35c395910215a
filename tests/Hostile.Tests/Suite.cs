using System.Collections.Concurrent;
using Hostile.Tests.Tables;

[assembly: AssemblyFixture(typeof(Hostile.Tests.Suite))]

namespace Hostile.Tests;

/// <summary>
/// All scenarios and the measurements of this run. With UPDATE_SNAPSHOTS=1 the tables of the documentation are written at the end.
/// </summary>
public sealed class Suite : IDisposable
{
    private readonly BotProcessSource bots = new();
    private readonly ConcurrentDictionary<string, Measured> measured = new();

    internal static IReadOnlyList<(string Title, IReadOnlyList<Scenario> Scenarios)> Tables { get; } =
    [
        ("Frames", FrameScenarios.All),
        ("The handshake", HandshakeScenarios.All),
        ("The protocol", ProtocolScenarios.All),
        ("Closes", CloseScenarios.All),
        ("Payloads", PayloadScenarios.All),
        ("The API", ApiScenarios.All),
        ("Addresses", AddressScenarios.All),
    ];

    public void Dispose()
    {
        bots.Dispose();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1" && !measured.IsEmpty)
        {
            HostileTable.Write(measured);
        }
    }

    internal static TheoryData<string> Names(IReadOnlyList<Scenario> scenarios) => [.. scenarios.Select(scenario => scenario.Name)];

    internal async Task RunAsync(IReadOnlyList<Scenario> scenarios, string name)
    {
        var scenario = scenarios.Single(scenario => scenario.Name == name);
        Assert.SkipWhen(scenario.IsSlow && Environment.GetEnvironmentVariable("SPECTACLES_SLOW") != "1", "slow: eng/test.sh --all runs it");
        measured[name] = await ScenarioRun.RunAsync(scenario, bots, TestContext.Current.CancellationToken);
    }
}
