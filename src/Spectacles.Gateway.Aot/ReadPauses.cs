namespace Spectacles.Gateway;

/// <summary>How long a read loop has stood still for the user's code: in that time what the peer has sent is not seen, which is not the peer's fault. The read loop writes, anybody reads.</summary>
internal sealed class ReadPauses(TimeProvider time)
{
    private long ticks;
    private long since;

    /// <summary>Whether it stands still now.</summary>
    public bool IsPaused => Volatile.Read(ref since) != 0;

    /// <summary>How long it has stood still so far.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Volatile.Read(ref ticks)) + (Volatile.Read(ref since) is not 0 and var begun ? time.GetElapsedTime(begun) : TimeSpan.Zero);

    public void Begin() => Volatile.Write(ref since, time.GetTimestamp());

    public void End()
    {
        Volatile.Write(ref ticks, ticks + time.GetElapsedTime(since).Ticks);
        Volatile.Write(ref since, 0);
    }
}
