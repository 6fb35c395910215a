namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures other libraries with the same server, events and handler.</summary>
internal sealed class Peers : IMeasurement
{
    private static readonly string[] Names = ["discordjs", "discordeno", "seed"];

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        string events = MeasuredPrograms.Text(laboratory.Events);
        using var server = laboratory.Serve(laboratory.Events, 1);
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            double ours = laboratory.Measure(laboratory.Ours("aot"), "load", "typed", "own", server.Address, "1", events)["cpu_ns"];
            foreach (string name in Names)
            {
                var peer = laboratory.Measure(laboratory.Peer(name), server.Address, events);
                figures.Keep($"peer_{name}", peer["cpu_ns"] / ours);
                figures.Keep($"peer_ns_{name}", peer["cpu_ns"]);
                figures.Keep($"peer_mb_{name}", peer["peak_kb"] / 1024);
            }
        }
    }
}
