namespace Spectacles.Gateway;

/// <summary>The side that ended a connection.</summary>
public enum CloseOrigin
{
    /// <summary>Discord closed it, with a code.</summary>
    Server,

    /// <summary>This library closed it: at the request of the user or of Discord, or because Discord did not answer.</summary>
    Client,

    /// <summary>Neither side: the connection was lost without a close frame.</summary>
    Lost,
}
