namespace Spectacles.Gateway.Generators;

/// <summary>What the names of types mean in one schema.</summary>
internal sealed class TypeTable(ReferencedTypes references)
{
    private readonly Dictionary<string, KnownType> types =
        ScalarTypes.All.ToDictionary(
            scalar => scalar.Name, scalar => new KnownType(ValueKind.Scalar, scalar.ClrType, scalar), StringComparer.Ordinal);

    // Each type is a file, and the names of files differ by more than case.
    private readonly HashSet<string> declared = new(StringComparer.OrdinalIgnoreCase) { "GatewayJsonContext" };

    public IEnumerable<string> Names => types.Keys.Concat(references.Names);

    /// <summary>Whether emitted code means something else by a name.</summary>
    public static bool IsReserved(string name) =>
        KnownNames.Reserved.Contains(name) || ScalarTypes.All.Any(scalar => name == scalar.ClrType || name == scalar.ViewType);

    public bool TryAdd(string name, ValueKind kind)
    {
        if (types.ContainsKey(name) || !declared.Add(name))
        {
            return false;
        }

        types.Add(name, new KnownType(kind, name));
        return true;
    }

    /// <summary>Whether the schema has a type of that name, whatever the case.</summary>
    public bool IsDeclared(string name) => declared.Contains(name);

    /// <summary>Finds a type: the schema's own names go before those that it refers to.</summary>
    public bool TryFind(string name, out KnownType type) => types.TryGetValue(name, out type) || references.TryFind(name, out type);

    public static ValueKind KindOf(SchemaEnum schema) => (schema.IsFlags, schema.IsText) switch
    {
        (true, true) => ValueKind.TextFlags,
        (true, false) => ValueKind.NumberFlags,
        (false, true) => ValueKind.TextEnum,
        (false, false) => ValueKind.NumberEnum,
    };
}
