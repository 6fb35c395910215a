namespace Spectacles.Gateway;

/// <summary>How far the calls of one session have come. What an ended session has left behind counts here, and not in the next one.</summary>
internal sealed class SessionProgress(long begunUpTo)
{
    private long begunUpTo = begunUpTo;

    /// <summary>The sequence up to which all calls have begun.</summary>
    public long BegunUpTo => Volatile.Read(ref begunUpTo);

    /// <summary>All calls of an event have begun. What is replayed comes later than its sequence.</summary>
    public void Begin(long sequence)
    {
        if (sequence > begunUpTo)
        {
            Volatile.Write(ref begunUpTo, sequence);
        }
    }
}
