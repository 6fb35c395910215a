namespace Spectacles.Gateway.Generators;

/// <summary>A word of the schema and where it stands.</summary>
internal readonly record struct SchemaText(string Value, TextPosition Position)
{
    public override string ToString() => Value;
}
