namespace Spectacles.Gateway;

/// <summary>
/// The time for which a read loop has not read because the user's code ran or was waited for. Messages that arrive in that time are not
/// seen, which must not be attributed to the peer. The read loop writes, any thread reads.
/// </summary>
internal sealed class ReadPauses(TimeProvider time)
{
    private long ticks;
    private long since;

    /// <summary>Whether the read loop is paused now.</summary>
    public bool IsPaused => Volatile.Read(ref since) != 0;

    /// <summary>The total time of the pauses so far.</summary>
    public TimeSpan Total =>
        TimeSpan.FromTicks(Volatile.Read(ref ticks)) + (
            Volatile.Read(ref since) is not 0 and var begun ? time.GetElapsedTime(begun) : TimeSpan.Zero);

    /// <summary>Begins a pause, which ends when the result is disposed.</summary>
    public Pause Begin()
    {
        Volatile.Write(ref since, time.GetTimestamp());
        return new Pause(this);
    }

    private void End()
    {
        Volatile.Write(ref ticks, ticks + time.GetElapsedTime(since).Ticks);
        Volatile.Write(ref since, 0);
    }

    internal readonly struct Pause(ReadPauses pauses) : IDisposable
    {
        public void Dispose() => pauses.End();
    }
}
