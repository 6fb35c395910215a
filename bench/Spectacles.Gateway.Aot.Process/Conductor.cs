using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>Runs server and clients in processes of their own, in turns, so that what else the machine does falls on all alike, and keeps the medians.</summary>
/// <param name="server">The program that serves, with the JIT.</param>
/// <param name="builds">The clients' programs by the name of their build.</param>
/// <param name="pairs">How many rounds.</param>
/// <param name="events">How many events a client receives.</param>
/// <param name="commit">Of which code.</param>
internal sealed class Conductor(string server, IReadOnlyDictionary<string, string> builds, int pairs, int events, string commit)
{
    private static readonly Dictionary<string, double> Goals = new()
    {
        ["cpu_unhandled_jit"] = 1.05,
        ["cpu_view_jit"] = 1.15,
        ["cpu_typed_jit"] = 1.35,
        ["cpu_unhandled_aot"] = 1.05,
        ["cpu_view_aot"] = 1.20,
        ["cpu_typed_aot"] = 1.50,
        ["own_cpu_unhandled_jit"] = 0.85,
        ["own_cpu_view_jit"] = 0.95,
        ["own_cpu_typed_jit"] = 1.15,
        ["own_cpu_unhandled_aot"] = 0.85,
        ["own_cpu_view_aot"] = 1.00,
        ["own_cpu_typed_aot"] = 1.25,
        ["alloc_socket"] = 1,
        ["identify_ms"] = 25,
        ["idle_mb_plain"] = 14,
        ["peak_mb_unhandled"] = 20,
        ["peak_mb_view"] = 20,
        ["peak_mb_typed"] = 32,
    };

    private static readonly string[] Handlings = ["unhandled", "view", "typed"];
    private readonly Dictionary<string, List<double>> figures = [];

    public List<Row> Run()
    {
        MeasureEvents();
        MeasureIdling();
        string date = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string machine = $"{Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}";
        return [.. figures.Select(figure => new Row(
            figure.Key, Median(figure.Value), UnitOf(figure.Key), Goals.TryGetValue(figure.Key, out double goal) ? goal : null, "lower",
            [Math.Round(figure.Value.Min(), 3), Math.Round(figure.Value.Max(), 3)], date, commit, machine))];
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return Math.Round(sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2, 3);
    }

    private static string UnitOf(string name) => name.Split('_') switch
    {
        ["cpu", "ns", ..] => "ns",
        ["alloc", ..] => "bytes per event",
        [_, "ms"] => "ms",
        [_, "mb", ..] => "MB",
        _ => "times the floor",
    };

    private void MeasureEvents()
    {
        using var serving = new Child(server, 0, "serve", Text(events), "1");
        string port = serving.Line("port")[1];
        for (int pair = 0; pair < pairs; pair++)
        {
            foreach (var (build, program) in builds)
            {
                double floor = Keep($"cpu_ns_floor_{build}", Measure(program, "floor", port, Text(events))["cpu_ns"]);
                foreach (string handling in Handlings)
                {
                    var withZlib = Measure(program, handling, "zlib", port, Text(events));
                    Keep($"cpu_{handling}_{build}", withZlib["cpu_ns"] / floor);
                    var own = Measure(program, handling, "own", port, Text(events));
                    Keep($"own_cpu_{handling}_{build}", own["cpu_ns"] / floor);
                    Keep($"cpu_ns_{handling}_{build}", own["cpu_ns"]);
                    if (build == "aot")
                    {
                        Keep($"peak_mb_{handling}", own["peak_kb"] / 1024);
                    }

                    if (handling == "unhandled" && build == "jit")
                    {
                        Keep("alloc_socket", own["bytes"]);
                    }
                }
            }
        }
    }

    private static Dictionary<string, double> Measure(string program, params string[] arguments)
    {
        using var running = new Child(program, 1, arguments);
        return running.Result();
    }

    private void MeasureIdling()
    {
        using var serving = new Child(server, 0, "serve", "0", "1");
        string port = serving.Line("port")[1];
        for (int pair = 0; pair < pairs; pair++)
        {
            using var floor = new Child(builds["aot"], 1, "floor", port, "0");
            serving.Line("identify");
            Keep("idle_mb_floor", floor.Result()["resident_kb"] / 1024);
            using var ours = new Child(builds["aot"], 1, "unhandled", "own", port, "0");
            long identified = long.Parse(serving.Line("identify")[1], CultureInfo.InvariantCulture);
            Keep("identify_ms", Stopwatch.GetElapsedTime(ours.StartedAt, identified).TotalMilliseconds);
            Keep("idle_mb_plain", ours.Result()["resident_kb"] / 1024);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private double Keep(string name, double value)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F2}"));
        if (!figures.TryGetValue(name, out var values))
        {
            figures.Add(name, values = []);
        }

        values.Add(value);
        return value;
    }
}
