namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures the same events over TLS and with zstd, compared with the floor on the same socket with zlib.</summary>
internal sealed class Variants : IMeasurement
{
    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        string events = MeasuredPrograms.Text(laboratory.Events);
        using var secured = laboratory.Serve(laboratory.Events, 1, "brisk", "tls");
        using var zstd = laboratory.Serve(laboratory.Events, 1, "zstd");
        using var plain = laboratory.Serve(laboratory.Events, 1);
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            double floor = figures.Keep("cpu_ns_floor_tls", laboratory.Measure(laboratory.Floor("aot"), secured.Address, events)["cpu_ns"]);
            figures.Keep(
                "own_cpu_unhandled_tls",
                laboratory.Measure(laboratory.Ours("aot"), "load", "unhandled", "own", secured.Address, "1", events)["cpu_ns"] / floor);
            floor = laboratory.Measure(laboratory.Floor("jit"), plain.Address, events)["cpu_ns"];
            figures.Keep(
                "zstd_cpu_unhandled_jit",
                laboratory.Measure(laboratory.Ours("jit"), "load", "unhandled", "zstd", zstd.Address, "1", events)["cpu_ns"] / floor);
        }
    }
}
