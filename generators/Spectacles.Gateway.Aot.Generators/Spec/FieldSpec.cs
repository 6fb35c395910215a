namespace Spectacles.Gateway.Generators;

/// <summary>A field of an object and the property that holds it.</summary>
internal sealed record FieldSpec
{
    public required string WireName { get; init; }

    public required string PropertyName { get; init; }

    /// <summary>The property's name as that of a local variable.</summary>
    public required string LocalName { get; init; }

    public required ValueKind Kind { get; init; }

    /// <summary>The row of its type, when that is a scalar.</summary>
    public required ScalarType? Scalar { get; init; }

    /// <summary>The library's methods for it.</summary>
    public required ValueMethods Methods { get; init; }

    /// <summary>The C# type of one element.</summary>
    public required string ElementType { get; init; }

    /// <summary>The same with its namespace, for where a property of that name would hide it.</summary>
    public required string ElementFullName { get; init; }

    /// <summary>The enum of a map's keys in C#; empty for snowflakes, and for all but maps.</summary>
    public string KeyType { get; init; } = "";

    /// <summary>The same with its namespace; empty in the same cases.</summary>
    public string KeyFullName { get; init; } = "";

    /// <summary>The first type argument of a map with such keys; empty in the same cases.</summary>
    public string KeyArgument => KeyType.Length > 0 ? $"{KeyType}, " : "";

    public required Container Container { get; init; }

    public required Presence Presence { get; init; }

    /// <summary>The property's type without what its presence adds.</summary>
    public string ValueType => Container switch
    {
        Container.List => $"ImmutableArray<{ElementType}>",
        Container.Map => $"ReadOnlyDictionary<{(KeyType.Length > 0 ? KeyType : "Snowflake")}, {ElementType}>",
        _ => ElementType,
    };

    public required string Doc { get; init; }

    /// <summary>Whether it tells the members of a union apart: a member sets it alone.</summary>
    public bool IsTag { get; init; }

    /// <summary>Whether no other field has to be there while this one is true.</summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// Null unless the event is about it: then the field of it that is the id, or an empty text when it is the id itself.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>Whether its type is in another assembly.</summary>
    public bool IsReferenced { get; init; }

    /// <summary>Whether its type is of a schema, and in that schema's namespace.</summary>
    public bool HasSchemaType => Kind != ValueKind.Scalar;

    /// <summary>Whether it is null if true, and absent if false.</summary>
    public bool IsMarker => Scalar == ScalarTypes.Marker;

    /// <summary>Whether it is a list or a map that is empty when it is absent.</summary>
    public bool IsEmptyWhenAbsent => Presence == Presence.Optional && Container != Container.None;

    /// <summary>The intent without which the field is empty, by its C# name; empty when none.</summary>
    public required string FilledBy { get; init; }
}
