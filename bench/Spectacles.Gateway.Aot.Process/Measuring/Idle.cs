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
            using (laboratory.Start(laboratory.Ours("aot"), "idle", "own", single.Address))
            {
                single.Line("identify");
            }

            for (int pair = 0; pair < laboratory.Pairs; pair++)
            {
                var (floorsStart, floorsMemory) = Measure(laboratory.Start(laboratory.Floor("aot"), single.Address, "0"), single, 1);
                figures.Keep($"idle_mb_floor_{wire}", floorsMemory / 1024);
                var (start, memory) = Measure(Ours(single), single, 1);
                figures.Keep($"idle_mb_{wire}", memory / 1024);
                var (asyncStart, asyncMemory) = Measure(Ours(single, "readers=0"), single, 1);
                figures.Keep($"idle_mb_async_{wire}", asyncMemory / 1024);
                if (wire == "plain")
                {
                    figures.Keep("identify_ms_async", asyncStart);
                    figures.Keep("identify_ms_floor", floorsStart);
                    figures.Keep("identify_ms", start);
                    figures.Keep("identify_over_floor", start / floorsStart);
                }

                double many = Measure(Ours(fleet), fleet, ManyShards).Kilobytes;
                figures.Keep($"shard_kb_{wire}", (many - memory) / (ManyShards - 1));
            }
        }

        Child Ours(Child server, params string[] how) =>
            laboratory.Start(laboratory.Ours("aot"), ["idle", "own", server.Address, .. how]);
    }

    /// <summary>
    /// Measures the milliseconds until the last IDENTIFY, and the resident memory some seconds later. Then it ends the client.
    /// </summary>
    private static (double Milliseconds, double Kilobytes) Measure(Child client, Child server, int shards)
    {
        using (client)
        {
            string[] identify = [];
            for (int shard = 0; shard < shards; shard++)
            {
                identify = server.Line("identify");
            }

            var start = Stopwatch.GetElapsedTime(client.StartedAt, long.Parse(identify[1], CultureInfo.InvariantCulture));
            Thread.Sleep(IdleRun.Settling);
            return (start.TotalMilliseconds, client.ResidentKilobytes);
        }
    }
}
