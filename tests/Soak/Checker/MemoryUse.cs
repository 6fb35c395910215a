using System.Diagnostics;

namespace Soak.Checker;

/// <summary>Measures the resident memory of the bot and its growth within each process.</summary>
/// <param name="warmUp">
/// The age of a process at which the measurement begins. Before, the runtime compiles code and buffers grow.
/// </param>
internal sealed class MemoryUse(TimeSpan warmUp)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    private readonly List<(double Hours, double KiB)> samples = [];
    private int current;
    private long started;
    private long last;
    private double covariance;
    private double variance;

    public long PeakKiB { get; private set; }

    /// <summary>The slope within the processes, each relative to its own mean, so that a restart does not count as a decrease.</summary>
    public long GrowthKiBPerHour
    {
        get
        {
            Close();
            return variance > 0 ? (long)(covariance / variance) : 0;
        }
    }

    public void Sample(Process process)
    {
        if (process.Id != current)
        {
            Close();
            (current, started, last) = (process.Id, TimeProvider.System.GetTimestamp(), 0);
        }

        if (last != 0 && TimeProvider.System.GetElapsedTime(last) < Spacing)
        {
            return;
        }

        last = TimeProvider.System.GetTimestamp();
        var age = TimeProvider.System.GetElapsedTime(started);
        if (ReadKiB(process.Id) is { } size)
        {
            PeakKiB = Math.Max(PeakKiB, size);
            if (age > warmUp)
            {
                samples.Add((age.TotalHours, size));
            }
        }
    }

    private static long? ReadKiB(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(
                line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null
                ? null
                : long.Parse(
                    line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1],
                    System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Close()
    {
        if (samples.Count > 1)
        {
            (double time, double size) = (samples.Average(sample => sample.Hours), samples.Average(sample => sample.KiB));
            covariance += samples.Sum(sample => (sample.Hours - time) * (sample.KiB - size));
            variance += samples.Sum(sample => (sample.Hours - time) * (sample.Hours - time));
        }

        samples.Clear();
    }
}
