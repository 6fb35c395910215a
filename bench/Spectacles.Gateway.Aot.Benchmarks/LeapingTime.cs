namespace Spectacles.Gateway.Benchmarks;

/// <summary>The system's clock with leaps forward, so that a rate limit needs not be waited for. Timers do not leap.</summary>
internal sealed class LeapingTime : TimeProvider
{
    private long leapt;

    public void Leap(TimeSpan time) => leapt += (long)(time.TotalSeconds * TimestampFrequency);

    public override long GetTimestamp() => base.GetTimestamp() + leapt;
}
