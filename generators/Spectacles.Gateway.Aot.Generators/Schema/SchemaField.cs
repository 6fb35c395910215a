namespace Spectacles.Gateway.Generators;

/// <summary>A field of an object, in Discord's notation: <c>"nick?": "?string"</c>.</summary>
/// <param name="Name">The name on the wire, without the question mark.</param>
/// <param name="IsOptional">Whether the name ends with a question mark.</param>
/// <param name="Type">The type as it is written.</param>
/// <param name="ClrName">The property's name, where the one made from the wire name does not do.</param>
/// <param name="FilledBy">The intent without which the field is empty.</param>
/// <param name="IsPartial">Whether no other field has to be there while this one is true.</param>
/// <param name="Doc">What the field means.</param>
internal sealed record SchemaField(
    SchemaText Name,
    bool IsOptional,
    SchemaText Type,
    SchemaText? ClrName,
    SchemaText? FilledBy,
    bool IsPartial,
    string Doc);
