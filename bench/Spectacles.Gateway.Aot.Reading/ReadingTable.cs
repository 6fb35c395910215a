using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Reading;

/// <summary>Medians over rounds in which the ways take turns, so that what else the machine does falls on all of them alike.</summary>
public static class ReadingTable
{
    private const int Plain = 2;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static void Print(int rounds)
    {
        Console.WriteLine(
            $"{(RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : "NativeAOT")}, .NET {Environment.Version}, medians of {rounds} rounds");
        Console.WriteLine("| Payload | Way | Median | Ratio to the plain class | Allocated |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        WarmUp();
        foreach (var reading in ReadingCase.All)
        {
            Print(reading, rounds);
        }
    }

    /// <summary>Reads everything in every way until the JIT has had nothing to compile for a while.</summary>
    public static void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        long last = start;
        long compiled = 0;
        while (Stopwatch.GetElapsedTime(last) < Settled && Stopwatch.GetElapsedTime(start) < Longest)
        {
            foreach (var reading in ReadingCase.All)
            {
                foreach (var (_, run) in Ways(reading))
                {
                    run(Math.Max(1, 100_000 / reading.Length));
                }
            }

            if (JitInfo.GetCompiledMethodCount() is var now && now != compiled)
            {
                compiled = now;
                last = Stopwatch.GetTimestamp();
            }
        }
    }

    private static (string Name, Action<int> Run)[] Ways(ReadingCase reading) =>
    [
        ("view", count => Repeat(count, reading, static reading => reading.View())),
        ("model", count => Repeat(count, reading, static reading => reading.Model())),
        ("plain class, System.Text.Json", count => Repeat(count, reading, static reading => reading.Plain())),
        ("`JsonDocument.Parse`", count => Repeat(count, reading, static reading => reading.Document())),
    ];

    private static void Print(ReadingCase reading, int rounds)
    {
        var ways = Ways(reading);
        int[] counts = [.. ways.Select(way => Calibrate(way.Run))];
        double[][] times = [.. ways.Select(_ => new double[rounds])];
        double[][] ratios = [.. ways.Select(_ => new double[rounds])];
        for (int round = 0; round < rounds; round++)
        {
            for (int way = 0; way < ways.Length; way++)
            {
                times[way][round] = Time(ways[way].Run, counts[way]);
            }

            for (int way = 0; way < ways.Length; way++)
            {
                ratios[way][round] = times[way][round] / times[Plain][round];
            }
        }

        for (int way = 0; way < ways.Length; way++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {reading.Name}, {reading.Length:N0} B | {ways[way].Name} | {Median(times[way]):N0} ns "
                + $"| {Median(ratios[way]):0.00} | {Allocated(ways[way].Run):N0} B |"));
        }
    }

    private static void Repeat<T>(int count, ReadingCase reading, Func<ReadingCase, T> read)
    {
        for (int i = 0; i < count; i++)
        {
            _ = read(reading);
        }
    }

    /// <summary>How many runs fill a turn.</summary>
    private static int Calibrate(Action<int> run)
    {
        int count = 1;
        double elapsed;
        while ((elapsed = Time(run, count) * count) < Turn.TotalNanoseconds)
        {
            count *= 2;
        }

        return Math.Max(1, (int)(count * Turn.TotalNanoseconds / elapsed));
    }

    private static double Time(Action<int> run, int count)
    {
        long start = Stopwatch.GetTimestamp();
        run(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }

    private static long Allocated(Action<int> run)
    {
        const int Runs = 10;
        long before = GC.GetAllocatedBytesForCurrentThread();
        run(Runs);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Runs;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
