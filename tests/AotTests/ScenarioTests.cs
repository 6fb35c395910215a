using Spectacles.Gateway.Nats.Tests;

namespace Spectacles.Gateway.AotTests;

/// <summary>The whole library and its test kit in a NativeAOT executable that runs its own scenarios.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public async Task Every_scenario_passes_in_a_NativeAOT_executable_published_without_warnings()
    {
        await RunAsync();
    }

    [Fact]
    public async Task Node_and_worker_on_NATS_run_in_a_NativeAOT_executable()
    {
        await using var server = await NatsServer.StartAsync();

        await RunAsync("nats", server.Url);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        string executable = await NativeExecutable.PublishAsync("tests/AotTests.App");

        var (exitCode, output) = await NativeExecutable.RunAsync(executable, arguments);

        Assert.True(exitCode == 0, output);
        Assert.Matches(@"(?m)^[1-9]\d* passed, 0 failed\s*$", output);
        Assert.DoesNotContain("not NativeAOT", output, StringComparison.Ordinal);
    }
}
