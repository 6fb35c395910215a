namespace Soak.Sabotage;

/// <summary>Changes nothing. A failure of this run is caused by the adapters.</summary>
internal sealed class NoAlteration : IAlteration;
