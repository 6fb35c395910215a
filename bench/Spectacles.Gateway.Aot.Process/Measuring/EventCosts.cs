namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>What an event costs: the floor, and this library.</summary>
/// <param name="builds">Which builds: jit, aot.</param>
/// <param name="thorough">Whether also with the runtime's zlib.</param>
internal sealed class EventCosts(string[] builds, bool thorough) : IMeasurement
{
    private static readonly string[] Handlings = ["unhandled", "view", "typed"];

    public void Run(Laboratory laboratory, Figures figures)
    {
        string events = Laboratory.Text(laboratory.Events);
        using var unhurried = laboratory.Serve(laboratory.Events, 1);
        using var brisk = laboratory.Serve(laboratory.Events, 1, "brisk");
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            foreach (string build in builds)
            {
                string ours = laboratory.Ours(build);
                var server = build == "jit" ? unhurried : brisk;
                double floor = figures.Keep($"cpu_ns_floor_{build}", laboratory.Measure(laboratory.Floor(build), server.Address, events)["cpu_ns"]);
                foreach (string handling in Handlings)
                {
                    var own = laboratory.Measure(ours, "load", handling, "own", server.Address, "1", events);
                    figures.Keep($"own_cpu_{handling}_{build}", own["cpu_ns"] / floor);
                    figures.Keep($"cpu_ns_{handling}_{build}", own["cpu_ns"]);
                    if (thorough)
                    {
                        figures.Keep($"cpu_{handling}_{build}", laboratory.Measure(ours, "load", handling, "zlib", server.Address, "1", events)["cpu_ns"] / floor);
                    }

                    if (build == "aot")
                    {
                        figures.Keep($"peak_mb_{handling}", own["peak_kb"] / 1024);
                    }

                    if (handling == "unhandled" && build == builds[0])
                    {
                        figures.Keep("alloc_socket", own["bytes"]);
                    }
                }
            }
        }
    }
}
