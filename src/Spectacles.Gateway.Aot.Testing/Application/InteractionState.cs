namespace Spectacles.Gateway.Testing;

/// <summary>What an answer to an interaction meets.</summary>
internal enum InteractionState
{
    /// <summary>The interaction waits for this answer.</summary>
    Accepted,

    /// <summary>There is no such interaction, or its 3 seconds are over.</summary>
    Unknown,

    /// <summary>It has been answered before.</summary>
    Acknowledged,
}
