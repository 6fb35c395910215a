using System.Diagnostics;
using System.Globalization;
using Fuzz.Engine;

namespace Fuzz.Runs;

/// <summary>Runs afl-fuzz with a target in instrumented copies of the library's assemblies, which eng/fuzz.sh creates.</summary>
internal sealed class AflRun(FuzzOptions options, string target)
{
    public async Task<FuzzResult> RunAsync()
    {
        string folder = Path.GetFullPath(Path.Combine(options.Artifacts, target, "afl"));
        string samples = Path.Combine(folder, "samples");
        string output = Path.Combine(folder, "out");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        AflTarget.WriteSamples(Targets.TargetCatalogue.New(target), samples);
        int seconds = Math.Max(10, (int)(options.Length / options.Targets.Count).TotalSeconds);
        string[] arguments =
        [
            "-i", samples, "-o", output, "-s", $"{options.Seed}", "-V", $"{seconds}", "-t", $"{(int)options.Timeout.TotalMilliseconds}",
            "-m", "none", "--", Environment.ProcessPath!, "afl", target,
        ];
        var start = new ProcessStartInfo("afl-fuzz", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (
            string setting in (string[])
            [
                "AFL_SKIP_BIN_CHECK", "AFL_SKIP_CPUFREQ", "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES", "AFL_NO_UI", "AFL_NO_AFFINITY",
            ])
        {
            start.Environment[setting] = "1";
        }

        long began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        string stats = Path.Combine(output, "default", "fuzzer_stats");
        if (!File.Exists(stats))
        {
            throw new InvalidOperationException($"afl-fuzz did not start.\n{await printed}{await error}");
        }

        var figures = File.ReadLines(stats)
            .Select(line => line.Split(':', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
        var faults = new List<Fault>();
        foreach (string file in (string[])[.. Inputs(output, "crashes"), .. Inputs(output, "hangs")])
        {
            var fault = new Fault(
                $"afl-fuzz saved it under {Path.GetFileName(Path.GetDirectoryName(file))}.", 0, await File.ReadAllBytesAsync(file));
            Console.WriteLine(FaultFile.Save(Path.GetDirectoryName(folder)!, target, options.Seed, fault));
            faults.Add(fault);
        }

        return new FuzzResult(
            Number("execs_done"), (int)Number("edges_found"), (int)Number("corpus_count"), Stopwatch.GetElapsedTime(began), faults);

        long Number(string name) =>
            figures.TryGetValue(name, out string? text) && long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number : 0;
    }

    private static IEnumerable<string> Inputs(string output, string kind) =>
        Directory.GetFiles(Path.Combine(output, "default", kind), "id*");
}
