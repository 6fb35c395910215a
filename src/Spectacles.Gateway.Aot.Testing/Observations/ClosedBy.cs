namespace Spectacles.Gateway.Testing;

/// <summary>The side that ended a connection.</summary>
public enum ClosedBy
{
    /// <summary>The client sent the first close frame.</summary>
    Client,

    /// <summary>The gateway sent the first close frame.</summary>
    Gateway,

    /// <summary>The TCP connection ended without a close frame, on either side.</summary>
    Drop,
}
