namespace Soak.Sabotage;

/// <summary>Every message and every close as it is: what fails beside it is the adapter's doing.</summary>
internal sealed class Unaltered : IAlteration;
