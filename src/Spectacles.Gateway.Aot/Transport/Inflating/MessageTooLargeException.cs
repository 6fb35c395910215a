namespace Spectacles.Gateway;

/// <summary>
/// The exception for a received message that is larger, after inflating, than <see cref="ClusterOptions.MaxMessageBytes"/> allows, and that
/// could not be discarded.
/// </summary>
public sealed class MessageTooLargeException : IOException
{
    /// <summary>
    /// The multiple of the limit within which a discarded message must end. Otherwise a peer could keep the connection inflating forever.
    /// </summary>
    internal const int LongestDiscarded = 16;

    /// <summary>Creates an exception for the limit that was reached.</summary>
    /// <param name="limit">The limit in bytes.</param>
    public MessageTooLargeException(int limit)
        : base($"A gateway message is larger than {limit} bytes. Raise ClusterOptions.MaxMessageBytes if you trust the sender.")
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
            throw new MessageTooLargeException($"A gateway message has not ended after {length} bytes, more than {LongestDiscarded} times "
                + $"ClusterOptions.MaxMessageBytes ({limit}).");
        }
    }
}
