namespace Spectacles.Gateway.Generators;

/// <summary>The class with the names of a schema's events.</summary>
internal sealed record EventsSpec(string HintName, string Namespace, EquatableArray<EventSpec> Events);
