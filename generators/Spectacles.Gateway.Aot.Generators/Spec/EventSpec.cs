namespace Spectacles.Gateway.Generators;

/// <param name="Name">The name in C#.</param>
/// <param name="WireName">The name on the wire.</param>
/// <param name="Model">The class of its payload.</param>
/// <param name="Doc">What the event means.</param>
/// <param name="Intents">The intents that deliver it, by their names in C#.</param>
internal sealed record EventSpec(string Name, string WireName, string Model, string Doc, EquatableArray<string> Intents);
