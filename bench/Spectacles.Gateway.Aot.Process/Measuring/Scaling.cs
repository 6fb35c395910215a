namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures the same events on an increasing number of shards in one process.</summary>
internal sealed class Scaling : IMeasurement
{
    private static readonly int[] Counts = [1, 4, 16, 64, 256];

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        // The number of events per shard that the largest number of shards allows, repeated.
        int events = Math.Max(laboratory.Events, 256_000);
        var servers = Counts.Select(count => laboratory.Serve(events / count, count, "brisk")).ToArray();
        try
        {
            for (int pair = 0; pair < laboratory.Pairs; pair++)
            {
                double[] costs = [.. Counts.Zip(servers, (count, server) => figures.Keep($"scale_ns_{count}", laboratory.Measure(
                    laboratory.Ours("aot"), "load", "unhandled", "own", server.Address, MeasuredPrograms.Text(count), MeasuredPrograms.Text(
                        events / count))["cpu_ns"]))];
                figures.Keep("scale_cpu", costs.Max() / costs.Min());
            }
        }
        finally
        {
            Array.ForEach(servers, server => server.Dispose());
        }
    }
}
