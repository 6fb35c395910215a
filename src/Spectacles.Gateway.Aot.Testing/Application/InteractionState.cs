namespace Spectacles.Gateway.Testing;

/// <summary>The result of a response to an interaction.</summary>
internal enum InteractionState
{
    /// <summary>The interaction was waiting for a response.</summary>
    Accepted,

    /// <summary>The interaction does not exist, or its 3 seconds are over.</summary>
    Unknown,

    /// <summary>The interaction already has a response.</summary>
    Acknowledged,
}
