namespace Spectacles.Gateway.Generators;

/// <summary>Gives a field its property: name, type, presence.</summary>
internal sealed class FieldSpecBuilder(string scope, TypeTable types, SchemaErrors errors)
{
    private static readonly string Containers =
        $"a list of {Names(scalar => scalar.ListMethods is not null)}, objects or enums, or a map of "
            + $"{Names(scalar => scalar.MapMethods is not null)} or objects";

    /// <summary>The properties of one type. A field that is wrong is reported and left out.</summary>
    public EquatableArray<FieldSpec> Build(SchemaType type) =>
        type.Fields.Select(field => Build(type, field)).Where(field => field is not null).Select(field => field!).ToEquatableArray();

    private FieldSpec? Build(SchemaType type, SchemaField field)
    {
        var notation = TypeNotation.Parse(field.Type.Value);
        if (!types.TryFind(notation.Element, out var known))
        {
            errors.Report(
                DiagnosticDescriptors.SchemaUnknownType, field.Type, notation.Element, Naming.Nearest(notation.Element, types.Names));
            return null;
        }

        KnownType key = default;
        if (notation.Key is { } keyName && !types.TryFind(keyName, out key))
        {
            errors.Report(DiagnosticDescriptors.SchemaUnknownType, field.Type, keyName, Naming.Nearest(keyName, types.Names));
            return null;
        }

        if (notation.Key is not null && key.Kind != ValueKind.NumberEnum)
        {
            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue,
                field.Type,
                field.Name.Value,
                "map<T>, whose keys are snowflakes, or map<K, T> with an enum of numbers as K");
            return null;
        }

        if (known.MethodsFor(notation.Container) is not { } methods)
        {
            errors.Report(DiagnosticDescriptors.SchemaWrongValue, field.Type, field.Name.Value, Containers);
            return null;
        }

        if (known.Scalar == ScalarTypes.Marker && (!field.IsOptional || notation.IsNullable))
        {
            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue,
                field.Type,
                field.Name.Value,
                "optional and not nullable: a marker is either absent or null");
            return null;
        }

        if (notation is { IsNullable: true, Container: Container.None } && known.Scalar is { IsNullable: false } scalar)
        {
            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue,
                field.Type,
                field.Name.Value,
                $"{scalar.Name} without a question mark: null is one of its values");
            return null;
        }

        if (field.IsPartial && (known.Scalar != ScalarTypes.Boolean || notation.Container != Container.None))
        {
            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue, field.Type, field.Name.Value, "a boolean that says whether the object is partial");
            return null;
        }

        var name = field.ClrName ?? field.Name;
        string property = field.ClrName?.Value ?? Naming.ToPascalCase(field.Name.Value);
        if (!Naming.IsIdentifier(property))
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, property, "it is not a valid C# identifier");
            return null;
        }

        if (property == type.Name.Value)
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, property, "its type has the same name; set another one with \"name\"");
            return null;
        }

        if (KnownNames.ReservedMembers.Contains(property) || (type.Union is not null && KnownNames.ReservedUnionMembers.Contains(property)))
        {
            errors.Report(
                DiagnosticDescriptors.SchemaBadName,
                name,
                property,
                "every class has a member with this name; set another one with \"name\"");
            return null;
        }

        return new FieldSpec
        {
            WireName = field.Name.Value,
            PropertyName = property,
            LocalName = Naming.ToCamelCase(property) is "writer" or "_"
                ? Naming.ToCamelCase(property) + "Value"
                : Naming.ToCamelCase(property),
            Kind = known.Kind,
            Scalar = known.Scalar,
            Methods = methods,
            ElementType = known.ClrType,
            ElementFullName = FullName(known),
            KeyType = key.ClrType ?? "",
            KeyFullName = key.ClrType is null ? "" : FullName(key),
            IsReferenced = known.IsReferenced,
            Container = notation.Container,
            Presence = (field.IsOptional, notation.IsNullable) switch
            {
                (true, true) => Presence.OptionalNullable,
                (true, false) => Presence.Optional,
                (false, true) => Presence.Nullable,
                (false, false) => Presence.Required,
            },
            IsPartial = field.IsPartial,
            IsTag = type.Union?.Value == field.Name.Value,
            Doc = field.Doc,
            FilledBy = field.FilledBy is { } intent ? errors.CheckIntent(intent) : "",
        };
    }

    private string FullName(KnownType type) => type.IsReferenced ? type.ClrType : $"global::{scope}.{type.ClrType}";

    private static string Names(Func<ScalarType, bool> isMeant) =>
        string.Join(", ", ScalarTypes.All.Where(isMeant).Select(scalar => scalar.Name));
}
