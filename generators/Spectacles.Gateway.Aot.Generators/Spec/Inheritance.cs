using Spectacles.Gateway.Generators.Schema;

namespace Spectacles.Gateway.Generators.Spec;

/// <summary>Which type of a schema extends which.</summary>
internal sealed class Inheritance
{
    private readonly Dictionary<string, string> bases = new(StringComparer.Ordinal);

    public Inheritance(IReadOnlyList<SchemaType> types, TypeTable table, SchemaErrors errors)
    {
        foreach (SchemaType type in types)
        {
            if (type.Extends is not { } extended)
            {
                continue;
            }

            if (!table.TryFind(extended.Value, out ValueKind kind, out _))
            {
                string nearest = Naming.Nearest(extended.Value, types.Select(other => other.Name.Value));
                errors.Report(DiagnosticDescriptors.SchemaUnknownType, extended, extended.Value, nearest);
            }
            else if (kind is not (ValueKind.Model or ValueKind.Union))
            {
                errors.Report(DiagnosticDescriptors.SchemaBadExtends, extended, type.Name.Value, extended.Value, "it is not an object");
            }
            else if (extended.Value == type.Name.Value || Of(extended.Value).Contains(type.Name.Value))
            {
                errors.Report(DiagnosticDescriptors.SchemaBadExtends, extended, type.Name.Value, extended.Value, "the circle would never end");
            }
            else
            {
                bases.Add(type.Name.Value, extended.Value);
            }
        }
    }

    public string BaseOf(string name) => bases.TryGetValue(name, out string? extended) ? extended : "";

    public bool IsExtended(string name) => bases.ContainsValue(name);

    /// <summary>The types that a type extends, nearest first.</summary>
    public IEnumerable<string> Of(string name)
    {
        while (bases.TryGetValue(name, out string? extended))
        {
            yield return extended;
            name = extended;
        }
    }
}
