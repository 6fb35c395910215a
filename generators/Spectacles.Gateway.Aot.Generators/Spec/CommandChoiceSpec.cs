namespace Spectacles.Gateway.Generators;

/// <summary>A choice of an option.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Value">Its value as JSON.</param>
internal sealed record CommandChoiceSpec(NamedTextSpec Text, string Value);
