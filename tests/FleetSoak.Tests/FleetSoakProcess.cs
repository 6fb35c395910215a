using System.Diagnostics;
using System.Globalization;

namespace FleetSoak.Tests;

/// <summary>A run of the fleet's soak test as a process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it has written.</param>
internal sealed record FleetSoakProcess(int ExitCode, string Output)
{
    private const string LastLine = "fleet-soak: ";

    public static async Task<FleetSoakProcess> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SPECTACLES_SLOW") == "1", "slow: eng/test.sh --all runs it");
        string server = NatsExecutable.Require();
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
        return new FleetSoakProcess(process.ExitCode, output + await error);
    }

    /// <summary>A number of the last line.</summary>
    public long Number(string name)
    {
        string last = Output.Split('\n').Last(line => line.StartsWith(LastLine, StringComparison.Ordinal));
        string value = last.Split(' ').Single(part => part.StartsWith(name + "=", StringComparison.Ordinal));
        return long.Parse(value[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
