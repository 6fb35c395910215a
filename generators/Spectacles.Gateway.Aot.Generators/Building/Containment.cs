namespace Spectacles.Gateway.Generators;

/// <summary>Finds types that can never be complete, since a required field leads back to them.</summary>
internal sealed class Containment(
    IReadOnlyList<SchemaType> types, Dictionary<string, EquatableArray<FieldSpec>> fields, Inheritance inheritance, SchemaErrors errors)
{
    public void Check()
    {
        foreach (var type in types)
        {
            string name = type.Name.Value;
            string? first = Contained(name).FirstOrDefault(
                contained => Reaches(contained, name, new HashSet<string>(StringComparer.Ordinal)));
            if (first is not null)
            {
                errors.Report(DiagnosticDescriptors.SchemaEndless, type.Name, name, first);
                fields[name] = default;
            }
        }
    }

    private bool Reaches(string from, string target, HashSet<string> seen) =>
        from == target || (seen.Add(from) && Contained(from).Any(contained => Reaches(contained, target, seen)));

    private IEnumerable<string> Contained(string name) => inheritance.Of(name).Concat([name])
        .SelectMany(part => fields[part])
        .Where(field => field is { Kind: ValueKind.Model, IsReferenced: false, Container: Container.None, Presence: Presence.Required })
        .Select(field => field.ElementType);
}
