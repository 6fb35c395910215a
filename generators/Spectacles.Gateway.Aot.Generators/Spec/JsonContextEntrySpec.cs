namespace Spectacles.Gateway.Generators;

/// <param name="Property">The property's name.</param>
/// <param name="Type">The model's full name.</param>
internal sealed record JsonContextEntrySpec(string Property, string Type);
