namespace Spectacles.Gateway.Generators;

/// <summary>Writes the property of a field, and the statements that write the field out.</summary>
internal static class PropertySource
{
    /// <param name="writer">The writer.</param>
    /// <param name="field">The field.</param>
    /// <param name="isOnlySent">Whether only the caller sets it, who then has to set what Discord requires.</param>
    public static void Write(SourceWriter writer, FieldSpec field, bool isOnlySent = false)
    {
        WriteSummary(writer, field);
        bool mustBeSent = isOnlySent && field.Presence == Presence.Required;
        string required = mustBeSent || ValueSource.IsRequired(field) ? "required " : "";
        string initializer = !mustBeSent && ValueSource.Initializer(field) is { Length: > 0 } value ? $" = {value};" : "";
        writer.Write($"public {required}{ValueSource.PropertyType(field)} {field.PropertyName} {{ get; "
            + $"{(field.IsTag ? "private protected " : "")}init; }}{initializer}");
        writer.Blank();
    }

    /// <summary>Writes what a property's documentation says of its field.</summary>
    public static void WriteSummary(SourceWriter writer, FieldSpec field)
    {
        string doc = DocComment.Escape(field.Doc);
        string wireName = $"<c>{DocComment.Escape(field.WireName)}</c>{PresenceText(field)}.";
        writer.WriteSummary(doc.Length > 0 ? $"{doc} {wireName}" : wireName);
        if (field.FilledBy.Length > 0)
        {
            writer.WriteRemarks($"Empty without <see cref=\"global::Spectacles.Gateway.GatewayIntents.{field.FilledBy}\"/>.", "");
        }
    }

    public static void WriteWriter(SourceWriter writer, FieldSpec field)
    {
        string property = $"this.{field.PropertyName}";
        switch (field.Presence)
        {
            case Presence.Required:
                ValueSource.Write(writer, field, property);
                break;
            case Presence.Optional when field.IsMarker:
                using (writer.Open($"if ({property})"))
                {
                    writer.Write($"writer.{field.Methods.Write}({CSharpLiteral.Utf8(field.WireName)});");
                }

                break;
            case Presence.Optional when field.IsEmptyWhenAbsent:
                using (writer.Open($"if ({property}.IsPresent())"))
                {
                    ValueSource.Write(writer, field, property);
                }

                break;
            case Presence.Optional:
                WriteIfPresent(writer, field, property);
                break;
            case Presence.Nullable:
                WriteOrNull(writer, field, property);
                break;
            case Presence.OptionalNullable:
                using (writer.Open($"if ({property}.IsPresent)"))
                {
                    WriteOrNull(writer, field, $"{property}.Value");
                }

                break;
        }
    }

    private static void WriteIfPresent(SourceWriter writer, FieldSpec field, string property)
    {
        using (writer.Open($"if ({property} is {{ }} {field.LocalName})"))
        {
            ValueSource.Write(writer, field, field.LocalName);
        }
    }

    private static void WriteOrNull(SourceWriter writer, FieldSpec field, string property)
    {
        WriteIfPresent(writer, field, property);
        using (writer.Open("else"))
        {
            writer.Write($"writer.WriteNull({CSharpLiteral.Utf8(field.WireName)});");
        }
    }

    private static string PresenceText(FieldSpec field) => field.Presence switch
    {
        _ when field.IsMarker => ", which is null for true and absent for false",
        _ when field.IsEmptyWhenAbsent => ", which is empty when absent",
        Presence.Optional => ", which may be absent",
        Presence.Nullable => ", which may be null",
        Presence.OptionalNullable => ", which may be absent or null",
        _ => "",
    };
}
