namespace Spectacles.Gateway.Fleet;

/// <summary>
/// An engine has failed a test of <see cref="FleetContract"/>. The message says what the engine did, and what is expected.
/// </summary>
public sealed class FleetContractException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What the engine did, and what is expected.</param>
    /// <param name="innerException">The exception that the engine threw; null if there is none.</param>
    public FleetContractException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
