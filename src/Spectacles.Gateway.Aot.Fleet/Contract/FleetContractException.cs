namespace Spectacles.Gateway.Fleet;

/// <summary>An engine has not passed a test of <see cref="FleetContract"/>. The message says what it did, and what is right.</summary>
public sealed class FleetContractException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What the engine did, and what is right.</param>
    /// <param name="innerException">What the engine has thrown; null if it has thrown nothing.</param>
    public FleetContractException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
