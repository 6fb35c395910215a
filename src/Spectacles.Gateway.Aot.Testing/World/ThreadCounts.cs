namespace Spectacles.Gateway.Testing;

/// <summary>
/// How many messages a thread has, without the first message of a forum's thread. All versions of a thread share it.
/// </summary>
/// <remarks>https://discord.com/developers/docs/topics/threads#thread-fields</remarks>
internal sealed class ThreadCounts
{
    private int messages;
    private int total;

    /// <summary>The number of messages, without deleted ones.</summary>
    public int Messages => Volatile.Read(ref messages);

    /// <summary>The number of messages that were ever sent.</summary>
    public int TotalSent => Volatile.Read(ref total);

    public void Sent()
    {
        Interlocked.Increment(ref messages);
        Interlocked.Increment(ref total);
    }

    public void Deleted() => Interlocked.Decrement(ref messages);
}
