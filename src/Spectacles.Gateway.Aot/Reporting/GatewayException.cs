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
}
