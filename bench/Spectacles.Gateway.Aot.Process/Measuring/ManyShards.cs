using System.Diagnostics;
using System.Globalization;

namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>
/// Measures a process with many shards at the pace of a real bot, with a thread for each connection and with the pool, and reconnecting all
/// of them at the same moment.
/// </summary>
internal sealed class ManyShards : IMeasurement
{
    private const int Threads = 256;
    private const int WarmUpEvents = 20;

    // Six seconds.
    private const int Events = 60;
    private const int Interval = 100_000;

    private static readonly (int Shards, string Wire)[] Cases =
        [(8, "plain"), (16, "plain"), (64, "plain"), (256, "plain"), (256, "tls"), (1000, "tls")];

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        string warmUp = $"warmup={WarmUpEvents}";
        foreach (var (shards, wire) in Cases)
        {
            using var server = laboratory.Serve(WarmUpEvents + Events, shards, "brisk", wire, warmUp, $"every={Interval}", "close");
            for (int round = 0; round < laboratory.FewPairs; round++)
            {
                foreach (int readers in shards <= Threads ? [0, Threads] : new[] { 0 })
                {
                    using var client = laboratory.Start(
                        laboratory.Ours("aot"),
                        "load",
                        "unhandled",
                        "own",
                        server.Address,
                        MeasuredPrograms.Text(shards),
                        MeasuredPrograms.Text(WarmUpEvents + Events),
                        warmUp,
                        $"readers={readers}",
                        "reconnect");
                    Keep(figures, $"{shards}_{wire}_{(readers == 0 ? "async" : "threads")}", shards * Events, server, client);
                }
            }
        }
    }

    private static void Keep(Figures figures, string row, int events, Child server, Child client)
    {
        var load = client.Result();
        figures.Keep($"shards_ns_{row}", load["cpu_ns"]);
        figures.Keep($"shards_core_{row}", load["cpu_ns"] * events / load["seconds"] / 1e7);
        figures.Keep($"shards_mb_{row}", load["resident_kb"] / 1024);
        figures.Keep($"shards_threads_{row}", load["threads"]);
        long closed = Timestamp(server.Line("closed"));
        long back = Timestamp(client.Line("back"));
        var reconnection = client.Result();
        figures.Keep($"reconnect_s_{row}", Stopwatch.GetElapsedTime(closed, back).TotalSeconds);
        figures.Keep($"reconnect_mb_{row}", reconnection["peak_kb"] / 1024);
        figures.Keep($"reconnect_cpu_ms_{row}", reconnection["cpu_ns"] / 1e6);
    }

    private static long Timestamp(string[] line) => long.Parse(line[1], CultureInfo.InvariantCulture);
}
