using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators.Schema;

/// <summary>The schemas of a project. Each has its namespace for itself: what is written for two of them must not meet.</summary>
internal static class SchemaSet
{
    /// <summary>The schemas in the order of their paths; one whose namespace is taken is left empty, and says so.</summary>
    public static IEnumerable<SchemaModel> Separate(ImmutableArray<SchemaModel> schemas, CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (SchemaModel schema in schemas.OrderBy(schema => schema.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = schema.Namespace?.Value ?? KnownNames.Events;
            if (owners.TryGetValue(name, out string? owner))
            {
                yield return Refuse(schema, name, owner);
            }
            else
            {
                owners.Add(name, Path.GetFileName(schema.Path));
                yield return schema;
            }
        }
    }

    private static SchemaModel Refuse(SchemaModel schema, string name, string owner)
    {
        var taken = DiagnosticInfo.At(
            DiagnosticDescriptors.SchemaDuplicate, schema.Path, schema.Namespace?.Position ?? default, name, $"the namespace of {owner}: each schema needs its own");
        return schema with { Events = default, Types = default, Enums = default, Diagnostics = schema.Diagnostics.Append(taken).ToEquatableArray() };
    }
}
