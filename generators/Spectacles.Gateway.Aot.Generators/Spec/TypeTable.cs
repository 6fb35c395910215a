using Spectacles.Gateway.Generators.Schema;

namespace Spectacles.Gateway.Generators.Spec;

/// <summary>What the names of types mean in one schema.</summary>
internal sealed class TypeTable
{
    private static readonly Dictionary<string, (ValueKind Kind, string ClrType)> Primitives = new(StringComparer.Ordinal)
    {
        ["snowflake"] = (ValueKind.Snowflake, "Snowflake"),
        ["string"] = (ValueKind.String, "string"),
        ["boolean"] = (ValueKind.Boolean, "bool"),
        ["integer"] = (ValueKind.Int32, "int"),
        ["long"] = (ValueKind.Int64, "long"),
        ["double"] = (ValueKind.Double, "double"),
        ["timestamp"] = (ValueKind.Timestamp, "Timestamp"),
        ["scalar"] = (ValueKind.Scalar, "Scalar"),
        ["json"] = (ValueKind.Json, "JsonText"),
        ["marker"] = (ValueKind.Marker, "bool"),
    };

    private readonly Dictionary<string, (ValueKind Kind, string ClrType)> types = new(Primitives, StringComparer.Ordinal);

    // Each type is a file, and the names of files differ by more than case.
    private readonly HashSet<string> declared = new(StringComparer.OrdinalIgnoreCase) { "GatewayJsonContext" };

    public IEnumerable<string> Names => types.Keys;

    public bool TryAdd(string name, ValueKind kind)
    {
        if (types.ContainsKey(name) || !declared.Add(name))
        {
            return false;
        }

        if (kind is ValueKind.Model or ValueKind.Union && !declared.Add(name + KnownNames.ViewSuffix))
        {
            return false;
        }

        types.Add(name, (kind, name));
        return true;
    }

    public bool TryFind(string name, out ValueKind kind, out string clrType)
    {
        bool found = types.TryGetValue(name, out (ValueKind Kind, string ClrType) entry);
        (kind, clrType) = entry;
        return found;
    }

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
