namespace Spectacles.Gateway.Benchmarks;

/// <summary>The system's clock with jumps forward, to skip rate limits. Timers do not jump.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private long leapt;

    public void Leap(TimeSpan time) => leapt += (long)(time.TotalSeconds * TimestampFrequency);

    public override long GetTimestamp() => base.GetTimestamp() + leapt;
}
