namespace Spectacles.Gateway.Generators;

/// <summary>The expressions that hold, read and write the value of a field.</summary>
internal static class ValueSource
{
    // In full, where a property of the same name would be meant instead.
    private const string CompilerServices = "global::Spectacles.Gateway.CompilerServices";

    public static string PropertyType(FieldSpec field) => field.Presence switch
    {
        _ when field.IsMarker || field.IsEmptyWhenAbsent => field.ValueType,
        Presence.Required => field.ValueType,
        Presence.OptionalNullable => $"Optional<{field.ValueType}?>",
        _ => field.ValueType + "?",
    };

    /// <summary>Whether who builds a model by hand has to set the property: it has no default that means anything.</summary>
    public static bool IsRequired(FieldSpec field) =>
        NeedsModel(field) || field is { Presence: Presence.Required, Container: Container.None, IsTag: false, Scalar.IsRequired: true };

    /// <summary>Whether an absent field would leave a null where there must be none.</summary>
    public static bool NeedsModel(FieldSpec field) =>
        field is { Presence: Presence.Required, Container: Container.None, Kind: ValueKind.Model or ValueKind.Union };

    public static string Initializer(FieldSpec field) => field switch
    {
        { IsEmptyWhenAbsent: true } => Absent(field),
        { Presence: not Presence.Required } => "",
        { Container: not Container.None } => $"{field.ValueType}.Empty",
        _ => field.Scalar?.Initializer ?? "",
    };

    public static string Read(FieldSpec field) => field switch
    {
        { Presence: Presence.OptionalNullable } => $"reader.OrAbsent({ReadValue(field)})",
        { IsEmptyWhenAbsent: true } => $"{ReadValue(field)} ?? {Absent(field)}",
        _ => ReadValue(field),
    };

    /// <summary>
    /// Writes the statements that write a value of the field out. Objects write themselves: a generic method would keep the
    /// writers of all models in an executable.
    /// </summary>
    public static void Write(SourceWriter writer, FieldSpec field, string value)
    {
        string name = CSharpLiteral.Utf8(field.WireName);
        if (field.Kind is not (ValueKind.Model or ValueKind.Union))
        {
            writer.Write($"writer.{field.Methods.Write}({name}, {Argument(field, value)});");
            return;
        }

        switch (field.Container)
        {
            case Container.None:
                writer.Write($"writer.WritePropertyName({name});\n{value}.WriteTo(writer);");
                break;
            case Container.List:
                writer.Write($"writer.WriteStartArray({name});");
                using (writer.Open($"foreach (var element in {value}.AsSpan())"))
                {
                    writer.Write("element.WriteTo(writer);");
                }

                writer.Write("\nwriter.WriteEndArray();");
                break;
            case Container.Map:
                writer.Write($"writer.WriteStartObject({name});");
                using (writer.Open($"foreach (var entry in {value})"))
                {
                    writer.Write("writer.WriteKey(entry.Key);\nentry.Value.WriteTo(writer);");
                }

                writer.Write("\nwriter.WriteEndObject();");
                break;
        }
    }

    private static string Argument(FieldSpec field, string value) => (field.Container, field.Kind) switch
    {
        (Container.None, ValueKind.TextEnum) => $"{value}.Value",
        (Container.None, ValueKind.NumberEnum) => $"(int){value}",
        (Container.None, ValueKind.NumberFlags or ValueKind.TextFlags) => $"(ulong){value}",
        _ => value,
    };

    private static string Absent(FieldSpec field) =>
        $"{CompilerServices}.{(field.Container == Container.List ? "AbsentList" : "AbsentMap")}"
            + $".Of<{field.KeyArgument}{field.ElementType}>()";

    private static string ReadValue(FieldSpec field)
    {
        bool isNullable = field.Presence != Presence.Required;
        string read = isNullable ? field.Methods.ReadOrNull : field.Methods.Read;
        string notNull = isNullable ? "" : "!";
        return (field.Container, field.Kind) switch
        {
            (Container.None, ValueKind.Model) when !field.IsReferenced =>
                $"reader.AtObject() ? new {field.ElementType}(ref reader) : null{notNull}",
            (Container.None, ValueKind.Union) when !field.IsReferenced =>
                $"reader.AtObject() ? {field.ElementFullName}.ReadMember(ref reader) : null{notNull}",
            (Container.None, ValueKind.Model or ValueKind.Union) => $"reader.{read}<{field.ElementType}>(){notNull}",
            (Container.None, ValueKind.NumberEnum or ValueKind.NumberFlags or ValueKind.TextFlags) =>
                $"({field.ElementType}{(isNullable ? "?" : "")})reader.{read}()",
            (_, ValueKind.Scalar) when field.KeyType.Length > 0 => $"reader.{read}<{field.KeyType}>()",
            (_, ValueKind.Scalar) => field.Subject is null ? $"reader.{read}()" : "reader.ReadSubject()",
            _ => $"reader.{read}<{field.KeyArgument}{field.ElementType}>()",
        };
    }
}
