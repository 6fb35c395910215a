using System.Diagnostics;

namespace Spectacles.Gateway.Packages.Tests;

/// <summary>A command that runs to its end.</summary>
internal static class Command
{
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        using var process = Start(folder, program, arguments, environment);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public static Process Start(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
