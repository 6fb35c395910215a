namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures the cost of an event for the floor and for this library.</summary>
/// <param name="builds">The builds: jit, aot.</param>
/// <param name="thorough">Whether to measure the runtime's zlib, too.</param>
internal sealed class EventCosts(string[] builds, bool thorough) : IMeasurement
{
    private const string Floor = "floor";
    private static readonly string[] Handlings = ["unhandled", "view", "typed"];

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        using var unhurried = laboratory.Serve(laboratory.Events, 1);
        using var brisk = laboratory.Serve(laboratory.Events, 1, "brisk");
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            foreach (string build in builds)
            {
                var results = MeasureAll(laboratory, build, (build == "jit" ? unhurried : brisk).Address, reversed: pair % 2 == 1);
                double floor = figures.Keep($"cpu_ns_floor_{build}", results[Floor]["cpu_ns"]);
                foreach (string handling in Handlings)
                {
                    var own = results[$"{handling} own"];
                    figures.Keep($"own_cpu_{handling}_{build}", own["cpu_ns"] / floor);
                    figures.Keep($"cpu_ns_{handling}_{build}", own["cpu_ns"]);
                    if (thorough)
                    {
                        figures.Keep($"cpu_{handling}_{build}", results[$"{handling} zlib"]["cpu_ns"] / floor);
                    }

                    if (build == "aot")
                    {
                        figures.Keep($"peak_mb_{handling}", own["peak_kb"] / 1024);
                    }
                }

                if (build == builds[0])
                {
                    figures.Keep("alloc_socket", results["unhandled own"]["bytes"]);
                }
            }
        }
    }

    /// <summary>One round, alternately forwards and backwards, so that a drift of the machine's speed favours none.</summary>
    private Dictionary<string, Dictionary<string, double>> MeasureAll(
        MeasuredPrograms laboratory,
        string build,
        string address,
        bool reversed)
    {
        string events = MeasuredPrograms.Text(laboratory.Events);
        string[] compressions = thorough ? ["own", "zlib"] : ["own"];
        string[] clients = [Floor, .. Handlings.SelectMany(handling => compressions.Select(compression => $"{handling} {compression}"))];
        var results = new Dictionary<string, Dictionary<string, double>>();
        foreach (string client in reversed ? clients.Reverse() : clients)
        {
            results[client] = client.Split(' ') is [var handling, var compression]
                ? laboratory.Measure(laboratory.Ours(build), "load", handling, compression, address, "1", events)
                : laboratory.Measure(laboratory.Floor(build), address, events);
        }

        return results;
    }
}
