using System.Diagnostics;
using System.Globalization;

namespace Soak.Tests;

/// <summary>
/// Runs the soak test for a minute, and checks that it fails for each kind of sabotage and not without one. The runs are not parallel.
/// </summary>
public sealed class SoakTests
{
    private const string Length = "0.3";

    [Fact]
    public async Task No_event_is_lost_in_a_minute_of_faults()
    {
        var (exitCode, output) = await RunAsync("--minutes", "1", "--seed", "4");

        Assert.True(exitCode == 0, output);
        Assert.Contains("lost=0 duplicated=0 gaps=0 needless_identifies=0", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_adapters_of_the_sabotage_cause_no_failure()
    {
        var (exitCode, output) = await RunAsync("--minutes", Length, "--seed", "4", "--sabotage", "none-through-adapter");

        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("resume-seq", "lost")]
    [InlineData("dedupe", "duplicated")]
    [InlineData("gap", "gaps")]
    [InlineData("ack", "lost")]
    [InlineData("watermark", "lost")]
    [InlineData("identify", "needless_identifies")]
    public async Task The_checker_detects_each_kind_of_sabotage(string sabotage, string symptom)
    {
        var (exitCode, output) = await RunAsync("--minutes", Length, "--seed", "4", "--sabotage", sabotage);

        Assert.True(exitCode == 1, output);
        string closing = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Last(line => line.StartsWith("soak: ", StringComparison.Ordinal));
        string value = closing.Split(' ').Single(part => part.StartsWith(symptom + "=", StringComparison.Ordinal));
        Assert.True(long.Parse(value[(symptom.Length + 1)..], CultureInfo.InvariantCulture) > 0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Soak"), arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
