namespace Spectacles.Gateway.Fleets;

/// <summary>Times with a resolution of 2 %, without an allocation for each.</summary>
internal sealed class TimeHistogram
{
    private const int Steps = 36;
    private readonly long[] counts = new long[Steps * 40];

    public void Add(TimeSpan time)
    {
        double microseconds = Math.Max(time.TotalMicroseconds, 1);
        Interlocked.Increment(ref counts[Math.Min((int)(Math.Log2(microseconds) * Steps), counts.Length - 1)]);
    }

    public void Clear() => Array.Clear(counts);

    /// <summary>Returns the time below which a part of the times is, in microseconds.</summary>
    public double At(double part)
    {
        long rest = (long)(counts.Sum() * part);
        int i = 0;
        for (; i < counts.Length - 1 && rest >= counts[i]; i++)
        {
            rest -= counts[i];
        }

        return Math.Pow(2, (i + 0.5) / Steps);
    }
}
