namespace Spectacles.Gateway;

/// <summary>A received message is larger, once inflated, than <see cref="ClusterOptions.MaxMessageBytes"/> allows, and it was not possible to discard it and continue.</summary>
public sealed class MessageTooLargeException : IOException
{
    /// <summary>A message that is discarded has to end within this many times the limit; otherwise a peer could keep the connection inflating forever.</summary>
    internal const int LongestDiscarded = 16;

    /// <summary>For the limit that was reached.</summary>
    /// <param name="limit">The limit in bytes.</param>
    public MessageTooLargeException(int limit)
        : base($"A gateway message is larger than {limit} bytes. Raise ClusterOptions.MaxMessageBytes if the sender is to be trusted.")
    {
    }

    private MessageTooLargeException(string message)
        : base(message)
    {
    }

    /// <param name="length">The bytes of the message so far.</param>
    /// <param name="limit">The largest message that is kept, in bytes.</param>
    internal static void ThrowIfEndless(long length, int limit)
    {
        if (length > (long)limit * LongestDiscarded)
        {
            throw new MessageTooLargeException($"A gateway message has not ended after {length} bytes, more than {LongestDiscarded} times ClusterOptions.MaxMessageBytes ({limit}).");
        }
    }
}
