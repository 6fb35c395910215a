using System.Globalization;

namespace Spectacles.Gateway.Appends;

/// <summary>The result of a measurement.</summary>
internal sealed class LoadResult
{
    private readonly SortedDictionary<int, long> refused = [];
    private readonly List<double> milliseconds = [];

    public long Stored => milliseconds.Count;

    /// <summary>The duration of the measurement, in seconds.</summary>
    public double Seconds { get; set; }

    public double Rate => Stored / Seconds;

    /// <summary>Counts an append that was stored, with the time from its first attempt to the answer.</summary>
    public void AddStored(TimeSpan time)
    {
        lock (refused)
        {
            milliseconds.Add(time.TotalMilliseconds);
        }
    }

    public void AddRefused(int error)
    {
        lock (refused)
        {
            refused[error] = refused.GetValueOrDefault(error) + 1;
        }
    }

    public override string ToString()
    {
        milliseconds.Sort();
        string errors = string.Join(", ", refused.Select(entry => $"{entry.Key}: {entry.Value}"));
        return string.Create(
            CultureInfo.InvariantCulture, $"{Rate,9:F0}/s  median {At(0.5),8:F2} ms  99 % {At(0.99),8:F2} ms  refused {{{errors}}}");
    }

    private double At(double part) => milliseconds.Count == 0 ? double.NaN : milliseconds[(int)(part * (milliseconds.Count - 1))];
}
