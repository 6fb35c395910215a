namespace Spectacles.Gateway.Generators;

/// <summary>Which type of a schema extends which.</summary>
internal sealed class Inheritance
{
    private readonly Dictionary<string, string> bases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelSpec> referencedBases = new(StringComparer.Ordinal);
    private readonly ReferencedTypes references;

    public Inheritance(IReadOnlyList<SchemaType> types, TypeTable table, ReferencedTypes references, SchemaErrors errors)
    {
        this.references = references;
        foreach (var type in types)
        {
            if (type.Extends is not { } extended)
            {
                continue;
            }

            if (!table.TryFind(extended.Value, out var known))
            {
                string nearest = Naming.Nearest(extended.Value, types.Select(other => other.Name.Value).Concat(references.Names));
                errors.Report(DiagnosticDescriptors.SchemaUnknownType, extended, extended.Value, nearest);
            }
            else if (ProblemOf(type.Name.Value, extended.Value, known) is { } problem)
            {
                errors.Report(DiagnosticDescriptors.SchemaBadExtends, extended, type.Name.Value, extended.Value, problem);
            }
            else if (known.IsReferenced)
            {
                referencedBases.Add(type.Name.Value, references.FindModel(extended.Value)!);
            }
            else
            {
                bases.Add(type.Name.Value, extended.Value);
            }
        }
    }

    /// <summary>The class that a type derives from, as C#; empty when none.</summary>
    public string BaseOf(string name) =>
        (bases.TryGetValue(name, out string? extended), referencedBases.TryGetValue(name, out var referenced)) switch
        {
            (true, _) => extended!,
            (_, true) => $"global::{referenced!.Namespace}.{referenced.Name}",
            _ => "",
        };

    /// <summary>Whether it extends a type of the library, or a type that does.</summary>
    public bool HasReferencedBase(string name) => referencedBases.ContainsKey(Of(name).LastOrDefault() ?? name);

    public bool IsExtended(string name) => bases.ContainsValue(name);

    /// <summary>The types of the schema that a type extends, nearest first.</summary>
    public IEnumerable<string> Of(string name)
    {
        while (bases.TryGetValue(name, out string? extended))
        {
            yield return extended;
            name = extended;
        }
    }

    /// <summary>The fields that a type has from what it extends, outermost first.</summary>
    public IEnumerable<FieldSpec> FieldsOf(string name, Dictionary<string, EquatableArray<FieldSpec>> fields)
    {
        string[] extended = [.. Of(name).Reverse()];
        var own = extended.SelectMany(type => fields[type]);
        return referencedBases.TryGetValue(extended.FirstOrDefault() ?? name, out var referenced)
            ? ReferencedTypes.FieldsOf(referenced).Concat(own)
            : own;
    }

    private string? ProblemOf(string name, string extended, KnownType known) => (known.Kind, known.IsReferenced) switch
    {
        (not (ValueKind.Model or ValueKind.Union), _) => "it is not an object",
        (_, false) => extended == name || Of(extended).Contains(name) ? "the types would extend each other in a circle" : null,
        (ValueKind.Union, true) => "only the library can add members to its unions",
        (_, true) =>
            references.FindModel(extended)!.IsSealed
                ? "it is sealed; only the library's event models and their base models can be extended"
                : null,
    };
}
