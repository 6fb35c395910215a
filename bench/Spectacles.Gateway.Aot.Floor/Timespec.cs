namespace Spectacles.Gateway.WholeProcess;

/// <summary>A time as the operating system reads it.</summary>
internal struct Timespec
{
    public long Seconds;
    public long Nanoseconds;
}
