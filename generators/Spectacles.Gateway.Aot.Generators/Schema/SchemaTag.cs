namespace Spectacles.Gateway.Generators;

/// <summary>The value by which a member of a union is known: a number or a text.</summary>
internal sealed record SchemaTag(SchemaText Value, bool IsText);
