namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>
/// Measures events that arrive one by one, with SpectaclesSmallVps and without. Most of the cost is going to sleep and waking up.
/// </summary>
internal sealed class Pacing : IMeasurement
{
    /// <summary>The interval between two events: some 300 a second.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(3);

    private const int Events = 2000;

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        using var server = laboratory.Serve(Events, 1, "brisk", "paced");
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            double without = figures.Keep("paced_ns_default", Cost("aot-default"));
            double with = figures.Keep("paced_ns_small_vps", Cost("aot"));
            figures.Keep("paced_small_vps_over_default", with / without);
        }

        double Cost(string build) =>
            laboratory.Measure(
                laboratory.Ours(build), "load", "unhandled", "own", server.Address, "1", MeasuredPrograms.Text(Events))["cpu_ns"];
    }
}
