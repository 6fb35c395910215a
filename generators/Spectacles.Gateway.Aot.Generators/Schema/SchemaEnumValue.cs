namespace Spectacles.Gateway.Generators;

/// <summary>A known value of an enum: a number, a bit's number or a string.</summary>
internal sealed record SchemaEnumValue(SchemaText Name, SchemaText Value, string Doc);
