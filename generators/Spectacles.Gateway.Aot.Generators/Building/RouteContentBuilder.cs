namespace Spectacles.Gateway.Generators;

/// <summary>Gives the body and the answer of a route their types, and the expressions that write and read them.</summary>
internal sealed class RouteContentBuilder(TypeTable types, SchemaErrors errors)
{
    private const string Bytes = "bytes";

    /// <summary>The body; null, and reported, when a route cannot have such a one.</summary>
    public RouteBodySpec? BuildBody(SchemaText body)
    {
        var notation = TypeNotation.Parse(body.Value);
        if (!Find(body, notation, out var type))
        {
            return null;
        }

        bool isObject = type is { Kind: ValueKind.Model, IsReferenced: false };
        switch (notation)
        {
            case { Container: Container.None } when isObject:
                return new RouteBodySpec(notation.Element, "body", notation.IsNullable);
            case { Container: Container.List, IsNullable: false } when isObject:
                return new RouteBodySpec($"ImmutableArray<{notation.Element}>", $"new RestBodyList<{notation.Element}>(body)", false);
            case { Container: Container.None, IsNullable: false } when type.Scalar == ScalarTypes.Json:
                return new RouteBodySpec(type.ClrType, "new RestBodyJson(body)", false);
        }

        errors.Report(
            DiagnosticDescriptors.SchemaWrongValue,
            body,
            "body",
            "an object of this schema, which a question mark makes optional, a list of such objects, or json");
        return null;
    }

    /// <summary>The answer; null, and reported, when a route cannot have such a one.</summary>
    public RouteAnswerSpec? BuildAnswer(SchemaText returned, bool isOptional)
    {
        var notation = TypeNotation.Parse(returned.Value);
        if (returned.Value == Bytes && !isOptional)
        {
            return new RouteAnswerSpec("byte[]", "ReadBytesAsync", false);
        }

        if (!Find(returned, notation, out var type))
        {
            return null;
        }

        string name = notation.Element;
        bool isObject = type.Kind is ValueKind.Model or ValueKind.Union;
        switch (notation)
        {
            case { Container: Container.None, IsNullable: false } when isObject:
                return isOptional
                    ? new RouteAnswerSpec($"{name}?", $"ReadOrNullAsync<{name}>", true)
                    : new RouteAnswerSpec(name, $"ReadAsync<{name}>", false);
            case { Container: Container.List, IsNullable: false } when isObject && !isOptional:
                return new RouteAnswerSpec($"ImmutableArray<{name}>", $"ReadListAsync<{name}>", false);
            case { Container: Container.Map, IsNullable: false, Key: null } when isObject && !isOptional:
                return new RouteAnswerSpec($"ReadOnlyDictionary<Snowflake, {name}>", $"ReadMapAsync<{name}>", false);
            case { Container: Container.Map, IsNullable: false, Key: null } when type.Scalar == ScalarTypes.Integer && !isOptional:
                return new RouteAnswerSpec("ReadOnlyDictionary<Snowflake, int>", "ReadInt32MapAsync", false);
        }

        errors.Report(
            DiagnosticDescriptors.SchemaWrongValue,
            returned,
            "returns",
            "an object, a list of objects, a map of objects or integers, or bytes; only an object can be optional");
        return null;
    }

    private bool Find(SchemaText at, TypeNotation notation, out KnownType type)
    {
        if (types.TryFind(notation.Element, out type))
        {
            return true;
        }

        errors.Report(DiagnosticDescriptors.SchemaUnknownType, at, notation.Element, Naming.Nearest(notation.Element, types.Names));
        return false;
    }
}
