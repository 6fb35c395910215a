namespace Spectacles.Gateway;

/// <summary>The side that ended a connection.</summary>
public enum CloseOrigin
{
    /// <summary>The server closed it: Discord, or the simulated gateway.</summary>
    Server,

    /// <summary>
    /// The client closed it. This library does so at the request of the user or of Discord, or because Discord did not answer.
    /// </summary>
    Client,

    /// <summary>Neither side: the connection was lost without a close frame.</summary>
    Lost,
}
