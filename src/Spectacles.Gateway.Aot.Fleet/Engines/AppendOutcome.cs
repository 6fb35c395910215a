namespace Spectacles.Gateway.Fleet;

/// <summary>How an append has ended.</summary>
public enum AppendOutcome
{
    /// <summary>The record is stored, by a majority of the broker's replicas.</summary>
    Stored,

    /// <summary>The record is not stored: the group has a later owner.</summary>
    Fenced,
}
