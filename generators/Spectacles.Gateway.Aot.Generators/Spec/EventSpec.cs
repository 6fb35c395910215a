namespace Spectacles.Gateway.Generators.Spec;

/// <param name="Name">The name in C#.</param>
/// <param name="WireName">The name on the wire.</param>
/// <param name="Model">The class of its payload.</param>
/// <param name="Doc">What the event means.</param>
internal sealed record EventSpec(string Name, string WireName, string Model, string Doc);
