using System.Diagnostics;
using System.Globalization;
using Spectacles.Gateway.Tests;

namespace FleetSoak.Tests;

/// <summary>
/// Runs a round of the fleet's soak test, and checks that the judge detects each kind of sabotage. The runs are not parallel.
/// </summary>
public sealed class FleetSoakTests
{
    [Fact]
    public async Task No_event_is_lost_in_a_minute_of_faults()
    {
        var (exitCode, output) = await RunAsync("--minutes", "1", "--seed", "1");

        Assert.True(exitCode == 0, output);
        Assert.Contains("lost=0 double_connections=0 needless_identifies=0", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ack", "lost")]
    [InlineData("fence", "lost")]
    [InlineData("lease", "double_connections")]
    public async Task The_judge_detects_each_kind_of_sabotage(string sabotage, string symptom)
    {
        var (exitCode, output) = await RunAsync("--minutes", "0.1", "--seed", "1", "--sabotage", sabotage);

        Assert.True(exitCode == 1, output);
        string closing = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Last(line => line.StartsWith("fleet-soak: ", StringComparison.Ordinal));
        string value = closing.Split(' ').Single(part => part.StartsWith(symptom + "=", StringComparison.Ordinal));
        Assert.True(long.Parse(value[(symptom.Length + 1)..], CultureInfo.InvariantCulture) > 0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        string server = Environment.GetEnvironmentVariable("NATS_SERVER") is { Length: > 0 } named
            ? Path.GetFullPath(named, Repository.Root)
            : Repository.PathOf("artifacts", "nats", "nats-server");
        Assert.SkipUnless(File.Exists(server), "there is no nats-server: run eng/nats.sh");
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "FleetSoak"), arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["NATS_SERVER"] = server },
            })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
