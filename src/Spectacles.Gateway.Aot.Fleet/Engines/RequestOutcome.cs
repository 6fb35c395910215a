namespace Spectacles.Gateway.Fleet;

/// <summary>The outcome of a request.</summary>
public enum RequestOutcome
{
    /// <summary>A receiver has answered.</summary>
    Answered,

    /// <summary>No process receives messages of the address. The request had no effect.</summary>
    NoReceiver,

    /// <summary>No answer arrived in time. The request may have been carried out.</summary>
    TimedOut,
}
