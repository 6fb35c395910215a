using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>A program in another language, run against the built <c>spectacles</c>.</summary>
internal static class ForeignProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The executable under test.</summary>
    public static string Spectacles { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "spectacles.exe" : "spectacles");

    /// <summary>Skips the test outside of slow runs, and where a tool is missing. In CI a missing tool is a failure.</summary>
    /// <param name="tools">Commands that end with exit code 0 where the tool is installed.</param>
    public static async Task RequireAsync(params string[] tools)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "Installs packages: runs with SPECTACLES_SLOW=1 only.");
        foreach (string tool in tools)
        {
            (int exitCode, string output) = await RunAsync("samples", tool);
            Assert.SkipWhen(
                exitCode != 0 && Environment.GetEnvironmentVariable("CI") != "true", $"Needs what is not installed: {tool}\n{output}");
            Assert.True(exitCode == 0, output);
        }
    }

    /// <summary>Installs the packages of a folder's package-lock.json, unless they are installed.</summary>
    public static async Task InstallAsync(string folder)
    {
        if (!Directory.Exists(Repository.PathOf($"{folder}/node_modules")))
        {
            (int exitCode, string output) = await RunAsync(folder, "npm ci --no-audit --no-fund");
            Assert.True(exitCode == 0, output);
        }
    }

    /// <summary>Runs a command in a folder of the repository. Its output contains its errors.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string folder, string command)
    {
        string[] parts = command.Split(' ', 2);
        string program = parts[0] == "npm" && OperatingSystem.IsWindows() ? "npm.cmd" : parts[0];
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, parts[1])
            {
                WorkingDirectory = Repository.PathOf(folder),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["SPECTACLES"] = Spectacles,
                    ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")),
                    ["PYTHONDONTWRITEBYTECODE"] = "1",
                },
            })!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            try
            {
                await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                // Its exit code will be that of a killed process.
            }
            finally
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception missing)
        {
            return (-1, missing.Message);
        }
    }
}
