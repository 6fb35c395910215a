namespace Spectacles.Gateway.Fleet;

/// <summary>How a request to an address has ended.</summary>
public enum RequestOutcome
{
    /// <summary>A receiver has answered.</summary>
    Answered,

    /// <summary>No process receives messages of the address. The request had no effect.</summary>
    NoReceiver,

    /// <summary>No answer has arrived in time. The request may have been carried out.</summary>
    TimedOut,
}
