using System.Diagnostics;
using System.Globalization;
using Fuzz.Engine;
using Fuzz.Memory;

namespace Fuzz.Runs;

/// <summary>Runs the targets one after the other, each in a process of its own, and reports what they found.</summary>
internal sealed class FuzzRun(FuzzOptions options)
{
    private const int MostCrashes = 5;
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

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
            var tally = options.Engine == "afl" ? await new AflRun(options, target).RunAsync() : await RunAsync(target);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{target}: {tally.Executions:N0} executions in {tally.Length.TotalSeconds:0.0} s, {tally.Outcomes:N0} outcomes, "
                    + $"{tally.Corpus:N0} inputs kept, {tally.Faults.Count} faults"));
            executions += tally.Executions;
            faults += tally.Faults.Count;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"fuzz: executions={executions} targets={options.Targets.Count} faults={faults} seed={options.Seed}"));
        return faults == 0 ? 0 : 1;
    }

    private async Task<FuzzTally> RunAsync(string target)
    {
        string folder = Path.GetFullPath(Path.Combine(options.Artifacts, target));
        Directory.CreateDirectory(folder);
        var share = options.Length / options.Targets.Count;
        var total = new FuzzTally(0, 0, 0, TimeSpan.Zero, []);
        for (int crashes = 0; crashes < MostCrashes && total.Length < share; crashes++)
        {
            var part = await RunWorkerAsync(target, options.Seed + crashes, share - total.Length, folder);
            total = new FuzzTally(
                total.Executions + part.Executions, Math.Max(
                    total.Outcomes, part.Outcomes), Math.Max(total.Corpus, part.Corpus), total.Length + part.Length,
                [
                    .. total.Faults, .. part.Faults,
                ]);
            if (part.Outcomes > 0)
            {
                break;
            }
        }

        return total;
    }

    /// <returns>What the worker said; without outcomes when a fault has ended it.</returns>
    private async Task<FuzzTally> RunWorkerAsync(string target, int seed, TimeSpan length, string folder)
    {
        string path = Path.Combine(folder, Worker.BeaconName);
        File.Delete(path);
        using var beacon = new Beacon(path);
        long began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["worker", target, $"{seed}", $"{(long)length.TotalMilliseconds}", folder])
        {
            start.ArgumentList.Add(argument);
        }

        // No dump: the input is what is needed.
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        bool hangs = !await EndsAsync(process, beacon);
        string[] lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] tally = lines.LastOrDefault(line => line.StartsWith("tally ", StringComparison.Ordinal))?.Split(' ') ?? [];
        var taken = Stopwatch.GetElapsedTime(began);
        if (tally.Length == 5 && !hangs)
        {
            foreach (string line in lines[..^1])
            {
                Console.WriteLine(line);
            }

            var found = Enumerable.Range(0, Number(tally[4])).Select(_ => new Fault("", 0, []));
            return new FuzzTally(long.Parse(tally[1], CultureInfo.InvariantCulture), Number(tally[2]), Number(tally[3]), taken, [.. found]);
        }

        string reason = hangs
            ? $"It did not end within {options.Patience.TotalSeconds:0} s."
            : $"It ended the process with exit code {process.ExitCode}.\n{await error}";
        var fault = new Fault(reason, beacon.Executions, beacon.Input);
        Console.WriteLine(FaultFile.Save(folder, target, seed, fault));
        return new FuzzTally(beacon.Executions, 0, 0, taken, [fault]);
    }

    /// <returns>False when the worker was ended because an execution took too long.</returns>
    private async Task<bool> EndsAsync(Process process, Beacon beacon)
    {
        var exit = process.WaitForExitAsync();
        long seen = -1;
        long since = Stopwatch.GetTimestamp();
        while (await Task.WhenAny(exit, Task.Delay(Glance)) != exit)
        {
            if (beacon.Executions != seen)
            {
                seen = beacon.Executions;
                since = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetElapsedTime(since) > options.Patience)
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
