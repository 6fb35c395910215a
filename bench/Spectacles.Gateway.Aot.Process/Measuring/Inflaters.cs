namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures how much faster the library's inflater is than the runtime's.</summary>
internal sealed class Inflaters : IMeasurement
{
    private const string Events = "50000";

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            figures.Keep("inflate_ratio", laboratory.Measure(laboratory.Ours("aot"), "inflate", Events)["times_as_fast"]);
        }
    }
}
