namespace Spectacles.Gateway.Generators;

/// <summary>An object.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="Extends">The object whose fields it has too.</param>
/// <param name="Union">The field that tells the members of a union apart, when the object is a union.</param>
/// <param name="Tag">That field's value, when the object is a member of a union.</param>
/// <param name="Fields">Its own fields.</param>
/// <param name="Doc">What the object means.</param>
/// <param name="Link">Its page in Discord's documentation.</param>
internal sealed record SchemaType(
    SchemaText Name, SchemaText? Extends, SchemaText? Union, SchemaTag? Tag, EquatableArray<SchemaField> Fields, string Doc, string Link);
