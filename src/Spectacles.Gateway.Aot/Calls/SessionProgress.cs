namespace Spectacles.Gateway;

/// <summary>The progress of one session's calls. Remaining calls of an ended session count here, and not in the next session.</summary>
internal sealed class SessionProgress(long begunUpTo)
{
    private long begunUpTo = begunUpTo;

    /// <summary>The sequence up to which all calls have begun.</summary>
    public long BegunUpTo => Volatile.Read(ref begunUpTo);

    /// <summary>Notes that all calls of an event have begun. A replayed event may arrive later than its sequence.</summary>
    public void Begin(long sequence)
    {
        if (sequence > begunUpTo)
        {
            Volatile.Write(ref begunUpTo, sequence);
        }
    }
}
