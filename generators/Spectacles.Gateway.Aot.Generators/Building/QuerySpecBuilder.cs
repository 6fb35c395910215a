namespace Spectacles.Gateway.Generators;

/// <summary>Gives the query of a route its struct: name and properties.</summary>
internal sealed class QuerySpecBuilder(string scope, TypeTable types, FieldSpecBuilder fieldBuilder, SchemaErrors errors)
{
    private static readonly ScalarType[] Scalars =
    [
        ScalarTypes.Snowflake, ScalarTypes.String, ScalarTypes.Boolean, ScalarTypes.Integer, ScalarTypes.Long, ScalarTypes.Timestamp,
    ];

    private static readonly ScalarType[] ListScalars = [ScalarTypes.Snowflake, ScalarTypes.String, ScalarTypes.Integer];

    private static readonly string Values =
        $"{Names(Scalars)}, an enum, or a list of {Names(ListScalars)} or of an enum of strings; it cannot be null";

    /// <summary>The struct of a route's query; null when it has none. A field that is wrong is reported and left out.</summary>
    public QuerySpec? Build(SchemaRoute route)
    {
        if (route.Query.Count == 0)
        {
            return null;
        }

        var name = route.Name with { Value = $"{route.Name.Value}Query" };
        if (types.IsDeclared(name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaDuplicate, name, name.Value, "a type of this schema");
            return null;
        }

        var type = new SchemaType(name, null, null, null, route.Query, "", "");
        var fields = new List<FieldSpec>();
        foreach (var field in fieldBuilder.Build(type))
        {
            var declared = route.Query.First(candidate => candidate.Name.Value == field.WireName);
            if (!CanBeSent(field))
            {
                errors.Report(DiagnosticDescriptors.SchemaWrongValue, declared.Type, field.WireName, Values);
            }
            else if (fields.Any(earlier => earlier.PropertyName == field.PropertyName))
            {
                errors.Report(DiagnosticDescriptors.SchemaDuplicate, declared.Name, field.PropertyName, $"a property of {name.Value}");
            }
            else
            {
                fields.Add(WithShortName(field, declared));
            }
        }

        return new QuerySpec(HintNames.Of(scope, name.Value), scope, name.Value, route.Name.Value, fields.ToEquatableArray());
    }

    // A type of the library is in a namespace that the client imports.
    private static FieldSpec WithShortName(FieldSpec field, SchemaField declared) =>
        field.HasSchemaType ? field with { ElementType = TypeNotation.Parse(declared.Type.Value).Element } : field;

    private static bool CanBeSent(FieldSpec field) => field switch
    {
        { Presence: not (Presence.Required or Presence.Optional) } => false,
        { Container: Container.List } => field.Kind == ValueKind.TextEnum || ListScalars.Contains(field.Scalar),
        { Container: Container.Map } => false,
        _ => field.Kind is ValueKind.TextEnum or ValueKind.NumberEnum || Scalars.Contains(field.Scalar),
    };

    private static string Names(ScalarType[] scalars) => string.Join(", ", scalars.Select(scalar => scalar.Name));
}
