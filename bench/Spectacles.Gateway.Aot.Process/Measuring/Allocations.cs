namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures bytes per event from an in-memory connection to the handler.</summary>
internal sealed class Allocations : IMeasurement
{
    private const string Events = "50000";

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        using var server = laboratory.Serve(0, 1);
        for (int pair = 0; pair < laboratory.Pairs; pair++)
        {
            foreach (string handling in new[] { "unhandled", "raw", "view" })
            {
                figures.Keep($"alloc_{handling}", Bytes(handling));
            }

            figures.Keep("alloc_typed_excess", Bytes("typed") - Bytes("weigh"));
        }

        double Bytes(string handling) =>
            laboratory.Measure(laboratory.Ours("aot"), "allocation", handling, server.Address, Events)["bytes"];
    }
}
