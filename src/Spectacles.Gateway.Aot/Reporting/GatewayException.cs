namespace Spectacles.Gateway;

/// <summary>The gateway, or the API that leads to it, refused. The message says what was refused, where, and what to do.</summary>
public class GatewayException : Exception
{
    /// <summary>For a refusal without a cause of its own.</summary>
    public GatewayException(string message)
        : base(message)
    {
    }

    /// <summary>For a refusal with a cause.</summary>
    public GatewayException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
