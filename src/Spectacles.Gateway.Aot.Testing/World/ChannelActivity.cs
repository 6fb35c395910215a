namespace Spectacles.Gateway.Testing;

/// <summary>The messages that were sent in a channel: the newest one, and for threads their numbers.</summary>
/// <remarks>https://discord.com/developers/docs/topics/threads#thread-fields</remarks>
internal sealed class ChannelActivity
{
    // A number, because writing a Snowflake? is not atomic.
    private ulong lastMessage;
    private int messages;
    private int total;

    /// <summary>The newest message, or the newest thread of a forum; null for none. It stays when the message is deleted.</summary>
    public Snowflake? LastMessageId
    {
        get => Volatile.Read(ref lastMessage) is not 0 and var id ? new Snowflake(id) : null;
        set => Volatile.Write(ref lastMessage, value?.Value ?? 0);
    }

    /// <summary>The number of messages, without deleted ones and the first message of a forum's thread.</summary>
    public int MessageCount => Volatile.Read(ref messages);

    /// <summary>The number of messages, with deleted ones.</summary>
    public int TotalSent => Volatile.Read(ref total);

    public void CountSent()
    {
        Interlocked.Increment(ref messages);
        Interlocked.Increment(ref total);
    }

    public void CountDeleted() => Interlocked.Decrement(ref messages);
}
