namespace Spectacles.Gateway.Generators;

/// <summary>The type of a view's property, and the expression that decodes it.</summary>
internal static class ViewValueSource
{
    /// <summary>Whether what the property gives says by itself whether the field is there.</summary>
    public static bool TellsAbsence(FieldSpec field) => field.Methods.ViewOrNull is null;

    public static string PropertyType(FieldSpec field) => (field.Container, field.Presence) switch
    {
        (Container.List, _) => $"ListView<{Element(field)}>",
        (Container.Map, _) => $"MapView<{field.KeyArgument}{Element(field)}>",
        _ when TellsAbsence(field) => Element(field),
        (_, Presence.Required) => field.ElementType,
        (_, Presence.OptionalNullable) => $"Optional<{field.ElementType}?>",
        _ => $"{field.ElementType}?",
    };

    public static string Read(FieldSpec field, int index)
    {
        string find = $"FindField({index})";
        find = field.Subject is { Length: > 0 } id ? $"{find}.RequireSubject({CSharpLiteral.Utf8(id)})" : find;
        return field is { Presence: Presence.OptionalNullable, Methods.TryView: { } tryDecode }
            ? $"{find}.{tryDecode}(out var value) ? ({field.ElementType}?)value : default({PropertyType(field)})"
            : Decode(field, find);
    }

    private static string Decode(FieldSpec field, string value)
    {
        bool isNullable = field.Presence != Presence.Required;
        string decode = isNullable ? field.Methods.ViewOrNull ?? field.Methods.View : field.Methods.View;
        return (field.Container, field.Kind) switch
        {
            (_, ValueKind.Model or ValueKind.Union) => $"{value}.{decode}<{field.KeyArgument}{Element(field)}>()",
            (Container.List, ValueKind.NumberEnum) => $"{value}.{decode}<{field.ElementType}>()",
            (_, ValueKind.NumberEnum or ValueKind.NumberFlags or ValueKind.TextFlags) =>
                $"({field.ElementType}{(isNullable ? "?" : "")}){value}.{decode}()",
            (_, ValueKind.Scalar) when field.Subject is not null => $"{value}.ReadSubject()",
            _ when field.KeyType.Length > 0 => $"{value}.{decode}<{field.KeyType}>()",
            _ => $"{value}.{decode}()",
        };
    }

    private static string Element(FieldSpec field) => field.Kind switch
    {
        ValueKind.Scalar => field.Scalar!.ViewType,
        ValueKind.TextEnum => ScalarTypes.String.ViewType,
        ValueKind.Model or ValueKind.Union => $"{field.ElementType}.{KnownNames.View}",
        _ => field.ElementType,
    };
}
