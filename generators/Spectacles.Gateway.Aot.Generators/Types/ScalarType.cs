namespace Spectacles.Gateway.Generators;

/// <summary>
/// A type of schemas for one JSON value. All that the generators, the document of the format and the JSON Schema say of it is in its row of
/// <see cref="ScalarTypes"/>.
/// </summary>
/// <param name="Name">The name in a schema.</param>
/// <param name="ClrType">The type in C#.</param>
/// <param name="JsonForms">The forms that the value has on the wire.</param>
/// <param name="Methods">The methods for one value.</param>
internal sealed record ScalarType(string Name, string ClrType, string JsonForms, ValueMethods Methods)
{
    /// <summary>The type in a view.</summary>
    public string ViewType { get; init; } = ClrType;

    /// <summary>The methods for lists; null when a schema cannot have any.</summary>
    public ValueMethods? ListMethods { get; init; }

    /// <summary>The methods for maps; null when a schema cannot have any.</summary>
    public ValueMethods? MapMethods { get; init; }

    /// <summary>
    /// Whether a field may be null instead, which a question mark before the type says; otherwise null is a value of the type.
    /// </summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>
    /// Whether who builds a model by hand has to set the property of a field that is always there: the type has no default that means
    /// anything.
    /// </summary>
    public bool IsRequired { get; init; }

    /// <summary>What such a property is until the field is read, as C#; empty for the default of the type.</summary>
    public string Initializer { get; init; } = "";
}
