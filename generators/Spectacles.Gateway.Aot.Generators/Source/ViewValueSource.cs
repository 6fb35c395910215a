using Spectacles.Gateway.Generators.Spec;

namespace Spectacles.Gateway.Generators.Source;

/// <summary>The type of a view's property, and the expression that decodes it.</summary>
internal static class ViewValueSource
{
    /// <summary>Whether a view stands for the value, and says by itself whether it is there.</summary>
    public static bool IsView(ValueKind kind) => kind is ValueKind.String or ValueKind.TextEnum or ValueKind.Scalar or ValueKind.Json or ValueKind.Model or ValueKind.Union;

    public static string PropertyType(FieldSpec field) => (field.Container, field.Kind, field.Presence) switch
    {
        (Container.List, _, _) => $"ListView<{Element(field)}>",
        (Container.Map, _, _) => $"MapView<{Element(field)}>",
        _ when IsView(field.Kind) => Element(field),
        (_, ValueKind.Marker, _) or (_, _, Presence.Required) => field.ElementType,
        (_, _, Presence.OptionalNullable) => $"Optional<{field.ElementType}?>",
        _ => $"{field.ElementType}?",
    };

    public static string Read(FieldSpec field, int index)
    {
        string find = $"FindField({index})";
        find = field.Subject is { Length: > 0 } id ? $"{find}.RequireSubject({CSharpLiteral.Utf8(id)})" : find;
        bool tellsAbsence = field is { Container: Container.None, Presence: Presence.OptionalNullable } && !IsView(field.Kind);
        return tellsAbsence
            ? $"{find}.TryRead{Reader(field.Kind)}(out var value) ? ({field.ElementType}?)value : default({PropertyType(field)})"
            : Decode(field, find);
    }

    private static string Decode(FieldSpec field, string value)
    {
        bool isNullable = field.Presence != Presence.Required && field.Kind != ValueKind.Marker;
        string cast = $"({field.ElementType}{(isNullable ? "?" : "")})";
        string orNull = isNullable ? "OrNull" : "";
        return (field.Container, field.Kind) switch
        {
            (Container.None, ValueKind.String or ValueKind.TextEnum) => $"{value}.ReadText()",
            (Container.None, ValueKind.Scalar or ValueKind.Json) => $"{value}.Read{field.Kind}()",
            (Container.None, ValueKind.Model or ValueKind.Union) => $"{value}.ReadView<{Element(field)}>()",
            (Container.None, ValueKind.Snowflake) when field.Subject is not null => $"{value}.ReadSubject()",
            (Container.None, ValueKind.NumberEnum or ValueKind.NumberFlags or ValueKind.TextFlags) => $"{cast}{value}.Read{Reader(field.Kind)}{orNull}()",
            (Container.None, _) => $"{value}.Read{field.Kind}{orNull}()",
            (Container.List, ValueKind.String or ValueKind.TextEnum) => $"{value}.ReadTexts()",
            (Container.List, ValueKind.Model or ValueKind.Union) => $"{value}.ReadViews<{Element(field)}>()",
            (Container.List, ValueKind.NumberEnum) => $"{value}.ReadEnums<{field.ElementType}>()",
            (Container.List, _) => $"{value}.Read{field.Kind}s()",
            (Container.Map, ValueKind.Model or ValueKind.Union) => $"{value}.ReadViewMap<{Element(field)}>()",
            _ => $"{value}.Read{field.Kind}Map()",
        };
    }

    private static string Reader(ValueKind kind) => kind switch
    {
        ValueKind.NumberEnum => nameof(ValueKind.Int32),
        ValueKind.NumberFlags or ValueKind.TextFlags => "Flags",
        _ => kind.ToString(),
    };

    private static string Element(FieldSpec field) => field.Kind switch
    {
        ValueKind.String or ValueKind.TextEnum => "TextView",
        ValueKind.Scalar => "ScalarView",
        ValueKind.Json => "JsonView",
        ValueKind.Model or ValueKind.Union => $"{field.ElementType}.{KnownNames.View}",
        _ => field.ElementType,
    };
}
