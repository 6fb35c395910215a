using Spectacles.Gateway.Generators.Schema;

namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What the names of types mean in one schema.</summary>
internal sealed class TypeTable(ReferencedTypes references)
{
    private static readonly Dictionary<string, KnownType> Primitives = new(StringComparer.Ordinal)
    {
        ["snowflake"] = new(ValueKind.Snowflake, "Snowflake"),
        ["string"] = new(ValueKind.String, "string"),
        ["boolean"] = new(ValueKind.Boolean, "bool"),
        ["integer"] = new(ValueKind.Int32, "int"),
        ["long"] = new(ValueKind.Int64, "long"),
        ["double"] = new(ValueKind.Double, "double"),
        ["timestamp"] = new(ValueKind.Timestamp, "Timestamp"),
        ["scalar"] = new(ValueKind.Scalar, "Scalar"),
        ["json"] = new(ValueKind.Json, "JsonText"),
        ["marker"] = new(ValueKind.Marker, "bool"),
    };

    private readonly Dictionary<string, KnownType> types = new(Primitives, StringComparer.Ordinal);

    // Each type is a file, and the names of files differ by more than case.
    private readonly HashSet<string> declared = new(StringComparer.OrdinalIgnoreCase) { "GatewayJsonContext" };

    public IEnumerable<string> Names => types.Keys.Concat(references.Names);

    public bool TryAdd(string name, ValueKind kind)
    {
        if (types.ContainsKey(name) || !declared.Add(name))
        {
            return false;
        }

        types.Add(name, new KnownType(kind, name));
        return true;
    }

    /// <summary>Finds a type: the schema's own names go before those that it refers to.</summary>
    public bool TryFind(string name, out KnownType type) => types.TryGetValue(name, out type) || references.TryFind(name, out type);

    public static ValueKind KindOf(SchemaEnum schema) => (schema.IsFlags, schema.IsText) switch
    {
        (true, true) => ValueKind.TextFlags,
        (true, false) => ValueKind.NumberFlags,
        (false, true) => ValueKind.TextEnum,
        (false, false) => ValueKind.NumberEnum,
    };

    /// <summary>Whether there is emitted code for lists or maps of such values. Discord has no others.</summary>
    public static bool Allows(Container container, ValueKind kind) => container switch
    {
        Container.List => kind is ValueKind.Snowflake or ValueKind.String or ValueKind.Int32 or ValueKind.Model or ValueKind.Union or ValueKind.TextEnum or ValueKind.NumberEnum,
        Container.Map => kind is ValueKind.Snowflake or ValueKind.Model or ValueKind.Union,
        _ => true,
    };
}
