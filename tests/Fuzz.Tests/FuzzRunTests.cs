using System.Diagnostics;

namespace Fuzz.Tests;

/// <summary>Runs the program as eng/fuzz.sh does.</summary>
public sealed class FuzzRunTests
{
    /// <summary>The native memory is guarded only where guard.c could be compiled.</summary>
    [Theory]
    [InlineData("planted-exception", "A planted fault.")]
    [InlineData("planted-overread", "It ended the process with exit code")]
    [InlineData("planted-overrun", "It ended the process with exit code")]
    [InlineData("planted-underrun", "It ended the process with exit code")]
    [InlineData("planted-hang", "It did not end within")]
    public async Task A_planted_fault_of_each_kind_ends_the_run_with_exit_code_1_and_is_repeated_by_its_input(
        string target,
        string description)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || target is "planted-exception" or "planted-hang", "guard pages: only on Linux");
        Assert.SkipUnless(
            target is not ("planted-overrun" or "planted-underrun") || File.Exists(Path.Combine(AppContext.BaseDirectory, "libguard.so")),
            "guarded native memory: needs a C compiler");
        string artifacts = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            var (exitCode, output) = await RunAsync("--target", target, "--minutes", "0.02", "--timeout", "2", "--artifacts", artifacts);

            Assert.True(exitCode == 1, output);
            Assert.Contains(description, output, StringComparison.Ordinal);
            string input = Directory.GetFiles(Path.Combine(artifacts, target), "*.bin")[0];
            Assert.Contains($"--replay {input}", output, StringComparison.Ordinal);
            if (target != "planted-hang")
            {
                Assert.NotEqual(0, (await RunAsync("--target", target, "--replay", input)).ExitCode);
            }
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    [Fact]
    public async Task A_minute_of_all_targets_finds_no_fault()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        string artifacts = Directory.CreateTempSubdirectory("fuzz-").FullName;

        var (exitCode, output) = await RunAsync("--minutes", "1", "--seed", "1", "--artifacts", artifacts);

        // After a fault its inputs are kept. The output names them.
        Assert.True(exitCode == 0, output);
        Directory.Delete(artifacts, recursive: true);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Fuzz"), arguments)
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
