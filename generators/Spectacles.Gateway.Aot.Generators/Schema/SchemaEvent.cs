namespace Spectacles.Gateway.Generators.Schema;

/// <summary>An event: its name on the wire, its model and the intents that deliver it.</summary>
internal sealed record SchemaEvent(SchemaText Name, SchemaText? Type, EquatableArray<SchemaText> Intents, string Doc, string Link)
{
    /// <summary>The model that is named, or the one that the event's name makes.</summary>
    public string Model => Type?.Value ?? Naming.ToPascalCase(Name.Value);
}
