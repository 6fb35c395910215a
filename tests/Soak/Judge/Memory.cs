using System.Diagnostics;

namespace Soak.Judge;

/// <summary>How much memory the bot holds, and whether that grows while one of its processes lives.</summary>
/// <param name="warmUp">
/// The age from which a process is watched: until then code is still being compiled, and buffers find their size.
/// </param>
internal sealed class Memory(TimeSpan warmUp)
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);

    private readonly List<(double Hours, double KiB)> samples = [];
    private int current;
    private long started;
    private long last;
    private double above;
    private double below;

    public long PeakKiB { get; private set; }

    /// <summary>The slope within processes, each about its own mean: a restart is no shrinking.</summary>
    public long GrowthKiBPerHour
    {
        get
        {
            Close();
            return below > 0 ? (long)(above / below) : 0;
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
            above += samples.Sum(sample => (sample.Hours - time) * (sample.KiB - size));
            below += samples.Sum(sample => (sample.Hours - time) * (sample.Hours - time));
        }

        samples.Clear();
    }
}
