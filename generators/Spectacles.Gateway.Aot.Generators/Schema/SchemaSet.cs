using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// The schemas of a project. Each has its namespace for itself: what is written for two of them must not meet, nor must their files, whose
/// names have no case.
/// </summary>
internal static class SchemaSet
{
    /// <summary>The schemas in the order of their paths; one whose namespace is taken is left empty, and says so.</summary>
    public static IEnumerable<SchemaModel> Separate(
        (ImmutableArray<SchemaModel> Schemas, string RootNamespace) project,
        CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string byDefault = project.RootNamespace.Length > 0 ? $"{project.RootNamespace}.Events" : "Events";
        foreach (var schema in project.Schemas.OrderBy(schema => schema.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = schema.Namespace is { } named && Naming.IsNamespace(named.Value) ? named.Value : byDefault;
            if (owners.TryGetValue(name, out string? owner))
            {
                yield return Refuse(schema, name, owner);
            }
            else
            {
                owners.Add(name, Path.GetFileName(schema.Path));
                yield return schema with { Scope = name };
            }
        }
    }

    private static SchemaModel Refuse(SchemaModel schema, string name, string owner)
    {
        var taken = DiagnosticInfo.At(
            DiagnosticDescriptors.SchemaDuplicate, schema.Path, schema.Namespace?.Position
                ?? default, name, $"the namespace of {owner}: each schema needs its own");
        return schema with
        {
            Scope = name,
            Events = default,
            Types = default,
            Enums = default,
            Routes = default,
            Diagnostics = schema.Diagnostics.Append(taken).ToEquatableArray(),
        };
    }
}
