namespace Spectacles.Gateway.Tests.Events;

/// <summary>A field as the event schema has it.</summary>
/// <param name="Owner">The type that declares it.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type in the notation of the schema, without the mark of null.</param>
/// <param name="IsOptional">Whether it may be absent.</param>
/// <param name="IsNullable">Whether it may be null.</param>
internal sealed record SchemaField(string Owner, string Name, string Type, bool IsOptional, bool IsNullable)
{
    public bool IsList => Type.EndsWith("[]", StringComparison.Ordinal);

    public bool IsMap => Type.StartsWith("map<", StringComparison.Ordinal);

    /// <summary>The type of what a list or a map holds, or of the field itself.</summary>
    public string Element => IsList ? Type[..^2] : IsMap ? Type[4..^1].Split(", ")[^1] : Type;
}
