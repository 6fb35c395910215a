namespace Spectacles.Gateway.Transport;

/// <summary>A received message is larger, once inflated, than <see cref="ClusterOptions.MaxMessageBytes"/> allows.</summary>
public sealed class MessageTooLargeException : IOException
{
    /// <summary>For the limit that was reached.</summary>
    /// <param name="limit">The limit in bytes.</param>
    public MessageTooLargeException(int limit)
        : base($"A gateway message is larger than {limit} bytes. Raise ClusterOptions.MaxMessageBytes if the sender is to be trusted.")
    {
    }
}
