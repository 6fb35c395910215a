namespace Spectacles.Gateway.Generators;

/// <summary>What a route sends.</summary>
/// <param name="Type">The type of the parameter in C#.</param>
/// <param name="Value">The parameter as a body, in C#.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record RouteBodySpec(string Type, string Value, bool IsOptional);
