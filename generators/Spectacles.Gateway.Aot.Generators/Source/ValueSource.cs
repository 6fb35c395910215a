using Spectacles.Gateway.Generators.Spec;

namespace Spectacles.Gateway.Generators.Source;

/// <summary>The expressions that hold, read and write the value of a field.</summary>
internal static class ValueSource
{
    public static string PropertyType(FieldSpec field) => field.Presence switch
    {
        _ when field.Kind == ValueKind.Marker => field.ValueType,
        Presence.Required => field.ValueType,
        Presence.OptionalNullable => $"Optional<{field.ValueType}?>",
        _ => field.ValueType + "?",
    };

    /// <summary>Whether who builds a model by hand has to set the property: it has no default that means anything.</summary>
    public static bool IsRequired(FieldSpec field) =>
        field is { Presence: Presence.Required, Container: Container.None }
        && field is { IsTag: false, Kind: ValueKind.Snowflake or ValueKind.String or ValueKind.Timestamp or ValueKind.Model or ValueKind.Union };

    /// <summary>Whether an absent field would leave a null where there must be none.</summary>
    public static bool NeedsModel(FieldSpec field) => field is { Presence: Presence.Required, Container: Container.None, Kind: ValueKind.Model or ValueKind.Union };

    public static string Initializer(FieldSpec field) => field switch
    {
        { Presence: not Presence.Required } => "",
        { Container: Container.List } => $"{field.ValueType}.Empty",
        { Container: Container.Map } => $"{field.ValueType}.Empty",
        { Kind: ValueKind.String } => "\"\"",
        _ => "",
    };

    public static string Read(FieldSpec field) =>
        field is { Presence: Presence.OptionalNullable, Kind: not ValueKind.Marker } ? $"reader.OrAbsent({ReadValue(field)})" : ReadValue(field);

    public static string Write(FieldSpec field, string value)
    {
        string name = CSharpLiteral.Utf8(field.WireName);
        return (field.Container, field.Kind) switch
        {
            (Container.None, ValueKind.Int32 or ValueKind.Int64 or ValueKind.Double) => $"writer.WriteNumber({name}, {value});",
            (Container.None, ValueKind.TextEnum) => $"writer.WriteString({name}, {value}.Value);",
            (Container.None, ValueKind.NumberEnum) => $"writer.WriteNumber({name}, (int){value});",
            (Container.None, ValueKind.NumberFlags) => $"writer.WriteNumber({name}, (ulong){value});",
            (Container.None, ValueKind.TextFlags) => $"writer.WriteSnowflake({name}, (ulong){value});",
            (Container.None, ValueKind.Union) => $"writer.WriteModel({name}, {value});",
            (Container.None, _) => $"writer.Write{field.Kind}({name}, {value});",
            (Container.List, ValueKind.Model or ValueKind.Union or ValueKind.TextEnum) => $"writer.WriteModels({name}, {value});",
            (Container.List, ValueKind.NumberEnum) => $"writer.WriteEnums({name}, {value});",
            (Container.List, _) => $"writer.Write{field.Kind}s({name}, {value});",
            (Container.Map, ValueKind.Model or ValueKind.Union) => $"writer.WriteModelMap({name}, {value});",
            _ => $"writer.Write{field.Kind}Map({name}, {value});",
        };
    }

    private static string ReadValue(FieldSpec field)
    {
        bool isNullable = field.Presence != Presence.Required;
        string orNull = isNullable ? "OrNull" : "";
        return (field.Container, field.Kind) switch
        {
            (Container.None, ValueKind.Model or ValueKind.Union) when field.IsReferenced => $"reader.ReadModel<{field.ElementType}>(){(isNullable ? "" : "!")}",
            (Container.None, ValueKind.Model) => $"reader.AtObject() ? new {field.ElementType}(ref reader) : null{(isNullable ? "" : "!")}",
            (Container.None, ValueKind.Union) => $"reader.AtObject() ? {field.ElementFullName}.ReadMember(ref reader) : null{(isNullable ? "" : "!")}",
            (Container.None, ValueKind.Json) => "reader.ReadJson()",
            (Container.None, ValueKind.Marker) => "reader.ReadMarker()",
            (Container.None, ValueKind.TextEnum) => $"reader.ReadValue{orNull}<{field.ElementType}>()",
            (Container.None, ValueKind.NumberEnum) => $"({PropertyElement(field)})reader.ReadInt32{orNull}()",
            (Container.None, ValueKind.NumberFlags or ValueKind.TextFlags) => $"({PropertyElement(field)})reader.ReadFlags{orNull}()",
            (Container.None, ValueKind.Snowflake) when field.Subject is not null => "reader.ReadSubject()",
            (Container.None, _) => $"reader.Read{field.Kind}{orNull}()",
            (Container.List, ValueKind.Model or ValueKind.Union) => $"reader.ReadModels{orNull}<{field.ElementType}>()",
            (Container.List, ValueKind.TextEnum) => $"reader.ReadValues{orNull}<{field.ElementType}>()",
            (Container.List, ValueKind.NumberEnum) => $"reader.ReadEnums{orNull}<{field.ElementType}>()",
            (Container.List, _) => $"reader.Read{field.Kind}s{orNull}()",
            (Container.Map, ValueKind.Model or ValueKind.Union) => $"reader.ReadModelMap{orNull}<{field.ElementType}>()",
            _ => $"reader.Read{field.Kind}Map{orNull}()",
        };
    }

    private static string PropertyElement(FieldSpec field) => field.Presence == Presence.Required ? field.ElementType : field.ElementType + "?";
}
