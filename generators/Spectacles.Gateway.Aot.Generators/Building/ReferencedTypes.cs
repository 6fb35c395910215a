namespace Spectacles.Gateway.Generators;

/// <summary>
/// The types of the library, or of another assembly with a schema, that a project's schema may use by name. Nothing is written for them.
/// </summary>
internal sealed class ReferencedTypes
{
    private readonly Dictionary<string, KnownType> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelSpec> models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelSpec> events = new(StringComparer.Ordinal);

    public ReferencedTypes(IEnumerable<ContractSpec> contracts)
    {
        foreach (var contract in contracts)
        {
            foreach (var model in contract.Models)
            {
                types[model.Name] = new KnownType(
                    model.Union is null ? ValueKind.Model : ValueKind.Union, FullName(model.Namespace, model.Name), IsReferenced: true);
                models[model.Name] = model;
                if (model.IsEvent)
                {
                    events[model.EventName] = model;
                }
            }

            foreach (var value in contract.Enums)
            {
                types[value.Name] = new KnownType(value.Kind, FullName(value.Namespace, value.Name), IsReferenced: true);
            }
        }
    }

    public IEnumerable<string> Names => types.Keys;

    public bool TryFind(string name, out KnownType type) => types.TryGetValue(name, out type);

    /// <summary>The class of that name; null when there is none.</summary>
    public ModelSpec? FindModel(string name) => models.TryGetValue(name, out var model) ? model : null;

    /// <summary>The model of an event; null when the event is not known.</summary>
    public ModelSpec? FindEvent(string name) => events.TryGetValue(name, out var model) ? model : null;

    /// <summary>All fields of a class, outermost first, with types that are understood in any namespace.</summary>
    public static IEnumerable<FieldSpec> FieldsOf(ModelSpec model) => model.InheritedFields.Concat(model.Fields).Select(Qualify);

    private static string FullName(string scope, string name) => $"global::{scope}.{name}";

    private static FieldSpec Qualify(FieldSpec field) => field.HasSchemaType
        ? field with { ElementType = field.ElementFullName, KeyType = field.KeyFullName, IsReferenced = true }
        : field with { KeyType = field.KeyFullName };
}
