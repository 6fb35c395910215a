namespace Spectacles.Gateway;

/// <summary>Who ended a connection.</summary>
public enum CloseOrigin
{
    /// <summary>Discord closed it, with a code.</summary>
    Server,

    /// <summary>This library closed it: because the user asked for it, because Discord did, or because it did not answer.</summary>
    Client,

    /// <summary>Nobody: it broke, and no close came.</summary>
    Lost,
}
