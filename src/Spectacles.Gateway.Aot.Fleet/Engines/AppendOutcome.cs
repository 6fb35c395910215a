namespace Spectacles.Gateway.Fleet;

/// <summary>The outcome of an append.</summary>
public enum AppendOutcome
{
    /// <summary>The record is stored by a majority of the broker's replicas.</summary>
    Stored,

    /// <summary>The record is not stored, because the group has a later owner.</summary>
    Fenced,
}
