namespace Spectacles.Gateway.Generators;

/// <summary>
/// The library's methods for one value, a list or a map, as emitted code calls them: whole names, which a search of the library finds.
/// </summary>
/// <param name="Read">Reads a field that is always there.</param>
/// <param name="ReadOrNull">Reads a field that may be absent or null.</param>
/// <param name="Write">Writes a field; empty for objects, which write themselves.</param>
/// <param name="View">Decodes a field in a view.</param>
/// <param name="ViewOrNull">
/// Decodes a field that may be absent or null; null where what <paramref name="View"/> gives says that by itself.
/// </param>
/// <param name="TryView">Decodes a field that may be absent and may be null; null in the same case.</param>
internal sealed record ValueMethods(
    string Read,
    string ReadOrNull,
    string Write,
    string View,
    string? ViewOrNull = null,
    string? TryView = null)
{
    /// <summary>The methods for values that are no scalars. Null where a schema cannot have a container of them.</summary>
    public static ValueMethods? Of(ValueKind kind, Container container) => (container, kind) switch
    {
        (Container.None, ValueKind.Model or ValueKind.Union) => new("ReadModel", "ReadModel", "", "ReadView"),
        (Container.List, ValueKind.Model or ValueKind.Union) => new("ReadModels", "ReadModelsOrNull", "", "ReadViews"),
        (Container.Map, ValueKind.Model or ValueKind.Union) => new("ReadModelMap", "ReadModelMapOrNull", "", "ReadViewMap"),
        (Container.None, ValueKind.TextEnum) => new("ReadValue", "ReadValueOrNull", "WriteString", "ReadText"),
        (Container.List, ValueKind.TextEnum) => new("ReadValues", "ReadValuesOrNull", "WriteModels", "ReadTexts"),
        (Container.None, ValueKind.NumberEnum) =>
            new("ReadInt32", "ReadInt32OrNull", "WriteNumber", "ReadInt32", "ReadInt32OrNull", "TryReadInt32"),
        (Container.List, ValueKind.NumberEnum) => new("ReadEnums", "ReadEnumsOrNull", "WriteEnums", "ReadEnums"),
        (Container.None, ValueKind.NumberFlags) =>
            new("ReadFlags", "ReadFlagsOrNull", "WriteNumber", "ReadFlags", "ReadFlagsOrNull", "TryReadFlags"),
        (Container.None, ValueKind.TextFlags) =>
            new("ReadFlags", "ReadFlagsOrNull", "WriteSnowflake", "ReadFlags", "ReadFlagsOrNull", "TryReadFlags"),
        _ => null,
    };
}
