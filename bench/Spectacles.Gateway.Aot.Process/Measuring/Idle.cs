using System.Diagnostics;
using System.Globalization;

namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures idle bots: the time to IDENTIFY, and the memory of the process and of each shard.</summary>
internal sealed class Idle : IMeasurement
{
    private const int ManyShards = 257;

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        foreach (string wire in new[] { "plain", "tls" })
        {
            using var single = laboratory.Serve(0, 1, wire, "beats");
            using var fleet = laboratory.Serve(0, ManyShards, wire);

            // The first client is slower, because the server compiles its code.
            laboratory.Measure(laboratory.Ours("aot"), "idle", "own", single.Address);
            single.Line("identify");
            for (int pair = 0; pair < laboratory.Pairs; pair++)
            {
                using var floor = laboratory.Start(laboratory.Floor("aot"), single.Address, "0");
                double floorsStart = Identified(single, floor);
                figures.Keep($"idle_mb_floor_{wire}", floor.Result()["resident_kb"] / 1024);
                using var ours = laboratory.Start(laboratory.Ours("aot"), "idle", "own", single.Address);
                double start = Identified(single, ours);
                double resident = ours.Result()["resident_kb"];
                figures.Keep($"idle_mb_{wire}", resident / 1024);
                if (wire == "plain")
                {
                    figures.Keep("identify_ms_floor", floorsStart);
                    figures.Keep("identify_ms", start);
                    figures.Keep("identify_over_floor", start / floorsStart);
                }

                double many = laboratory.Measure(laboratory.Ours("aot"), "idle", "own", fleet.Address)["resident_kb"];
                figures.Keep($"shard_kb_{wire}", (many - resident) / (ManyShards - 1));
            }
        }
    }

    private static double Identified(Child server, Child client) =>
        Stopwatch.GetElapsedTime(client.StartedAt, long.Parse(server.Line("identify")[1], CultureInfo.InvariantCulture)).TotalMilliseconds;
}
