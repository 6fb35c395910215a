namespace Spectacles.Gateway.Generators;

/// <summary>An event: its name on the wire, its model and the intents that deliver it.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">The model, where the name does not make it.</param>
/// <param name="Intents">The intents that deliver it.</param>
/// <param name="Subject">The field with the id that the event is about: <c>id</c>, or <c>user.id</c>.</param>
/// <param name="Doc">What the event means.</param>
/// <param name="Link">Its page.</param>
internal sealed record SchemaEvent(
    SchemaText Name,
    SchemaText? Type,
    EquatableArray<SchemaText> Intents,
    SchemaText? Subject,
    string Doc,
    string Link)
{
    /// <summary>The model that is named, or the one that the event's name makes.</summary>
    public string Model => Type?.Value ?? Naming.ToPascalCase(Name.Value);
}
