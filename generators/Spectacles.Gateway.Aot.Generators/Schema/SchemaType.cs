namespace Spectacles.Gateway.Generators.Schema;

/// <summary>An object: its name in C#, what it extends and its fields.</summary>
internal sealed record SchemaType(SchemaText Name, SchemaText? Extends, EquatableArray<SchemaField> Fields, string Doc, string Link);
