namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures a REST call, compared with an HttpClient that sends constant bytes to the same server.</summary>
internal sealed class CallCosts : IMeasurement
{
    private const string Rounds = "40";

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        using var server = laboratory.Serve(0, 1);
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            foreach (string build in new[] { "jit", "aot" })
            {
                foreach (string kind in new[] { "message", "answer" })
                {
                    var costs = laboratory.Measure(laboratory.Calls(build), "calls", kind, server.Address, Rounds);
                    figures.Keep($"call_ns_floor_{kind}_{build}", costs["bare_ns"]);
                    figures.Keep($"call_ns_{kind}_{build}", costs["own_ns"]);
                    figures.Keep($"call_cpu_{kind}_{build}", costs["ratio"]);
                    figures.Keep($"call_bytes_floor_{kind}_{build}", costs["bare_bytes"]);
                    figures.Keep($"call_bytes_{kind}_{build}", costs["own_bytes"]);
                }
            }
        }
    }
}
