namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures a REST call, compared with an HttpClient that sends constant bytes to the same server.</summary>
internal sealed class CallCosts : IMeasurement
{
    private const string Number = "25000";
    private static readonly string[] Kinds = ["message", "answer"];

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        using var server = laboratory.Serve(0, 1);
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            foreach (string build in new[] { "jit", "aot" })
            {
                foreach (string kind in Kinds)
                {
                    Measure(build, kind, isReversed: pair % 2 == 1);
                }
            }
        }

        // Alternately one or the other first, so that a drift of the machine's speed favours none.
        void Measure(string build, string kind, bool isReversed)
        {
            var first = Cost(isReversed);
            var second = Cost(!isReversed);
            var (floor, ours) = isReversed ? (second, first) : (first, second);
            figures.Keep($"call_ns_floor_{kind}_{build}", floor["cpu_ns"]);
            figures.Keep($"call_ns_{kind}_{build}", ours["cpu_ns"]);
            figures.Keep($"call_cpu_{kind}_{build}", ours["cpu_ns"] / floor["cpu_ns"]);
            figures.Keep($"call_bytes_floor_{kind}_{build}", floor["bytes"]);
            figures.Keep($"call_bytes_{kind}_{build}", ours["bytes"]);

            Dictionary<string, double> Cost(bool isOurs) =>
                laboratory.Measure(laboratory.Calls(build), "calls", isOurs ? kind : $"floor-{kind}", server.Address, Number);
        }
    }
}
