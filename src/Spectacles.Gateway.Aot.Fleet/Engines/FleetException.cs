namespace Spectacles.Gateway.Fleet;

/// <summary>The broker of a fleet can't be reached or refuses a request, or the configuration of a fleet is wrong.</summary>
public class FleetException : GatewayException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause; null if there is none.</param>
    public FleetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
