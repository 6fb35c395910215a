namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures the time from an interaction on the gateway's socket to its answer on the REST API's, with NativeAOT.</summary>
internal sealed class Answers : IMeasurement
{
    // 50 a second, for a minute after the warm-up.
    private const string Pace = "every=20000";
    private const int Interactions = 3750;

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        for (int round = 0; round < laboratory.Pairs; round++)
        {
            using var server = laboratory.Serve(Interactions, 1, "interactions", "brisk", Pace);
            using var bot = laboratory.Start(laboratory.Calls("aot"), "bot", server.Address);
            var delays = server.Result();
            figures.Keep("answer_ms_median", delays["median_ms"]);
            figures.Keep("answer_ms_p99", delays["p99_ms"]);
        }
    }
}
