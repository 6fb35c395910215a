namespace Spectacles.Gateway;

/// <summary>
/// The exception for a refusal by the gateway or by Discord's API. The message says what was refused, where, and what to do.
/// </summary>
public class GatewayException : Exception
{
    /// <summary>Creates an exception without an inner exception.</summary>
    public GatewayException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with an inner exception.</summary>
    public GatewayException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether the configuration is wrong, so that a restart without a change does not help: the token is not valid (HTTP 401, close code
    /// 4004, an unreadable token file), or Discord refuses the shard numbers, the API version or the intents (4010 to 4014). A process that
    /// ends because of it should not be restarted automatically.
    /// </summary>
    /// <remarks>
    /// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
    /// </remarks>
    public bool IsConfigurationError { get; init; }
}
