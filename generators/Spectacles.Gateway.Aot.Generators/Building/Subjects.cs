namespace Spectacles.Gateway.Generators;

/// <summary>Marks the fields with the ids that events are about, without which an event means nothing.</summary>
internal sealed class Subjects(
    Dictionary<string,
    EquatableArray<FieldSpec>> fields,
    Inheritance inheritance,
    ReferencedTypes references,
    SchemaErrors errors)
{
    /// <summary>The subject of an event: its own, or that of the library's event that it replaces.</summary>
    public string Of(SchemaEvent? schemaEvent, FieldSpec[] payload)
    {
        if (schemaEvent?.Subject is { } own)
        {
            if (payload.Any(field => Mark(field, own.Value).Subject is not null))
            {
                return own.Value;
            }

            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue,
                own,
                "subject",
                "a required snowflake field of the event or of one of its objects: \"user.id\"");
            return "";
        }

        return schemaEvent is null ? "" : references.FindEvent(schemaEvent.Name.Value)?.Subject ?? "";
    }

    /// <summary>The field, marked when the subject names it and it can be one.</summary>
    public FieldSpec Mark(FieldSpec field, string subject)
    {
        string[] path = subject.Split('.');
        return path.Length switch
        {
            1 when field.WireName == path[0] && IsId(field) => field with { Subject = "" },
            2 when field.WireName == path[0] && field is { Kind: ValueKind.Model, Container: Container.None } && HasId(field, path[1]) =>
                field with { Subject = path[1] },
            _ => field,
        };
    }

    private static bool IsId(FieldSpec field) =>
        field is { Container: Container.None, Presence: Presence.Required } && field.Scalar == ScalarTypes.Snowflake;

    // The fields of a type of the library are known to the library.
    private bool HasId(FieldSpec field, string id) =>
        field.IsReferenced
            || inheritance.FieldsOf(field.ElementType, fields)
                .Concat(fields[field.ElementType])
                .Any(candidate => candidate.WireName == id && IsId(candidate));
}
