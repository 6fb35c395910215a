using System.Diagnostics;
using System.Globalization;
using Fuzz.Engine;
using Fuzz.Memory;

namespace Fuzz.Runs;

/// <summary>Runs the targets one after the other, each in a separate process, and prints the faults.</summary>
internal sealed class FuzzRun(FuzzOptions options)
{
    private const int MaxCrashes = 5;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <returns>The exit code: 0 when no target has a fault.</returns>
    public async Task<int> RunAsync()
    {
        string guarded = GuardedNativeMemory.IsInstalled ? "the inputs and the library's native memory"
            : OperatingSystem.IsLinux() ? "the inputs; not the native memory, because the build found no C compiler"
            : "nothing";
        Console.WriteLine($"fuzz: guarded: {guarded}; seed {options.Seed}, engine {options.Engine}");
        int faults = 0;
        long executions = 0;
        foreach (string target in options.Targets)
        {
            var result = options.Engine == "afl" ? await new AflRun(options, target).RunAsync() : await RunAsync(target);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{target}: {result.Executions:N0} executions in {result.Length.TotalSeconds:0.0} s, {result.Outcomes:N0} outcomes, "
                    + $"{result.Corpus:N0} inputs kept, {result.Faults.Count} faults"));
            executions += result.Executions;
            faults += result.Faults.Count;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"fuzz: executions={executions} targets={options.Targets.Count} faults={faults} seed={options.Seed}"));
        return faults == 0 ? 0 : 1;
    }

    private async Task<FuzzResult> RunAsync(string target)
    {
        string folder = Path.GetFullPath(Path.Combine(options.Artifacts, target));
        Directory.CreateDirectory(folder);
        var share = options.Length / options.Targets.Count;
        var total = new FuzzResult(0, 0, 0, TimeSpan.Zero, []);
        for (int crashes = 0; crashes < MaxCrashes && total.Length < share; crashes++)
        {
            var part = await RunWorkerAsync(target, options.Seed + crashes, share - total.Length, folder);
            total = new FuzzResult(
                total.Executions + part.Executions,
                Math.Max(total.Outcomes, part.Outcomes),
                Math.Max(total.Corpus, part.Corpus),
                total.Length + part.Length,
                [.. total.Faults, .. part.Faults]);
            if (part.Outcomes > 0)
            {
                break;
            }
        }

        return total;
    }

    /// <returns>The result of the worker, without outcomes if a fault has ended it.</returns>
    private async Task<FuzzResult> RunWorkerAsync(string target, int seed, TimeSpan length, string folder)
    {
        string path = Path.Combine(folder, Worker.ProgressFileName);
        File.Delete(path);
        using var progress = new ProgressFile(path);
        long began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["worker", target, $"{seed}", $"{(long)length.TotalMilliseconds}", folder])
        {
            start.ArgumentList.Add(argument);
        }

        // The input is sufficient, so no dump is written.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        bool hangs = !await WaitForExitAsync(process, progress);
        string[] lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] result = lines.LastOrDefault(line => line.StartsWith("result ", StringComparison.Ordinal))?.Split(' ') ?? [];
        var taken = Stopwatch.GetElapsedTime(began);
        if (result.Length == 5 && !hangs)
        {
            foreach (string line in lines[..^1])
            {
                Console.WriteLine(line);
            }

            var found = Enumerable.Range(0, Number(result[4])).Select(_ => new Fault("", 0, []));
            return new FuzzResult(
                long.Parse(result[1], CultureInfo.InvariantCulture), Number(result[2]), Number(result[3]), taken, [.. found]);
        }

        string reason = hangs
            ? $"It did not end within {options.Timeout.TotalSeconds:0} s."
            : $"It ended the process with exit code {process.ExitCode}.\n{await error}";
        var fault = new Fault(reason, progress.Executions, progress.Input);
        Console.WriteLine(FaultFile.Save(folder, target, seed, fault));
        return new FuzzResult(progress.Executions, 0, 0, taken, [fault]);
    }

    /// <returns>False if the worker was ended because an execution took too long.</returns>
    private async Task<bool> WaitForExitAsync(Process process, ProgressFile progress)
    {
        var exit = process.WaitForExitAsync();
        long seen = -1;
        long since = Stopwatch.GetTimestamp();
        while (await Task.WhenAny(exit, Task.Delay(PollInterval)) != exit)
        {
            if (progress.Executions != seen)
            {
                seen = progress.Executions;
                since = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetElapsedTime(since) > options.Timeout)
            {
                process.Kill();
                await exit;
                return false;
            }
        }

        return true;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
