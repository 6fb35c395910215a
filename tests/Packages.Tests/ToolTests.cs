using System.Diagnostics;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>The command <c>spectacles</c>, installed from the packages.</summary>
public sealed class ToolTests(Workspace workspace)
{
    [Fact]
    public async Task Tool_is_installed_and_runs()
    {
        string folder = await workspace.CreateFolderAsync("tool");
        await Workspace.MeasureAsync("dotnet tool install", () => workspace.DotnetAsync(
            folder, "tool", "install", "Spectacles.Gateway.Aot.Cli", "--version", Release.VersionPrefix, "--tool-path", folder));
        string tool = Path.Combine(folder, OperatingSystem.IsWindows() ? "spectacles.exe" : "spectacles");

        var times = new List<double>();
        for (int run = 0; run < 10; run++)
        {
            long start = Stopwatch.GetTimestamp();
            var (exitCode, output) = await Command.RunAsync(folder, tool, ["--version"], new Dictionary<string, string?>());
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Assert.Equal((0, Release.VersionPrefix), (exitCode, output.Trim()));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"spectacles --version: {times.Order().ElementAt(5):0} ms (median of 10)");
        await using var simulator = workspace.Start(folder, tool, ["simulate", "--port", "0"]);
        await simulator.WaitForLineAsync("listening: http://127.0.0.1:");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM");
        Assert.Equal(0, await simulator.TerminateAsync());
    }
}
