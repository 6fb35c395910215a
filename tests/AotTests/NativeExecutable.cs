using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.AotTests;

/// <summary>A project that is published with NativeAOT for this machine into the repository's artifacts.</summary>
internal static class NativeExecutable
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    private static readonly Dictionary<string, Task<(int ExitCode, string Output)>> Published = [];
    private static readonly SemaphoreSlim OneCommand = new(1, 1);

    /// <summary>The reason why NativeAOT can't be published on this machine; null if it can.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>Publishes once and fails on any warning.</summary>
    public static async Task<string> PublishAsync(string project, params string[] options)
    {
        Assert.SkipWhen(Missing is not null, $"NativeAOT can't be published here: {Missing}");
        string output = Path.Combine(Root, "artifacts", "aot", project.Replace('/', '-'));
        Task<(int ExitCode, string Output)>? publishing;
        lock (Published)
        {
            if (!Published.TryGetValue(project, out publishing))
            {
                publishing = DotnetAsync(
                [
                    "publish", Path.Combine(Root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output,
                    "-p:IlcGenerateMapFile=true", "--nologo", "-v", "quiet", .. options,
                ]);
                Published.Add(project, publishing);
            }
        }

        var (exit, text) = await publishing;
        Assert.True(exit == 0, text);
        Assert.DoesNotContain("warning", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("will always throw", text, StringComparison.Ordinal);
        return Path.Combine(output, Path.GetFileName(project) + (OperatingSystem.IsWindows() ? ".exe" : ""));
    }

    /// <summary>
    /// Runs one command of the SDK at a time: two that restore a project which both refer to write the same files in its obj folder, and
    /// one of them fails.
    /// </summary>
    public static async Task<(int ExitCode, string Output)> DotnetAsync(params string[] arguments)
    {
        await OneCommand.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await RunAsync("dotnet", arguments);
        }
        finally
        {
            OneCommand.Release();
        }
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments)
    {
        using var process = Start(program, arguments, []);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }

    public static Process Start(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string? FindMissing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return path.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")))
            ? null
            : "a C compiler (gcc or clang) is missing";
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
