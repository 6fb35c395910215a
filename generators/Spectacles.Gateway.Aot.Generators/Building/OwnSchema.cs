namespace Spectacles.Gateway.Generators;

/// <summary>What handlers need to know of a schema of their project: the compilation does not have its types yet.</summary>
/// <param name="Events">The events that have a model.</param>
/// <param name="Types">The full names of all classes.</param>
internal sealed record OwnSchema(EquatableArray<OwnEvent> Events, EquatableArray<string> Types)
{
    public static OwnSchema Of(SchemaModel schema, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var types = schema.Types
            .GroupBy(type => type.Name.Value, StringComparer.Ordinal)
            .ToDictionary(type => type.Key, type => type.First(), StringComparer.Ordinal);
        var events = new List<OwnEvent>();
        foreach (var schemaEvent in schema.Events)
        {
            string model = schemaEvent.Model;
            if (types.ContainsKey(model))
            {
                events.Add(
                    new OwnEvent(
                        schemaEvent.Name.Value,
                        Chain(model, types, schema.Scope).ToEquatableArray(),
                        schemaEvent.Intents.Select(intent => intent.Value).ToEquatableArray()));
            }
        }

        return new OwnSchema(events.ToEquatableArray(), types.Keys.Select(name => $"{schema.Scope}.{name}").ToEquatableArray());
    }

    private static IEnumerable<string> Chain(string model, Dictionary<string, SchemaType> types, string scope)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? name = model;
        while (name is not null && seen.Add(name))
        {
            bool isOwn = types.TryGetValue(name, out var type);
            yield return $"{(isOwn ? scope : KnownNames.Events)}.{name}";
            name = type?.Extends?.Value;
        }
    }
}
