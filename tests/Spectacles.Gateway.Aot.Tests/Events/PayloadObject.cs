using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>An object in a payload, where it stands, and which type of the schema it is of.</summary>
internal sealed record PayloadObject(string Path, string Type, JsonObject Json)
{
    /// <summary>The properties of which the schema says something.</summary>
    public IEnumerable<SchemaField> Known =>
        Json.Where(property => SchemaFields.Of(Type).ContainsKey(property.Key)).Select(property => SchemaFields.Of(Type)[property.Key]);

    /// <summary>The properties of which the schema says nothing.</summary>
    public IEnumerable<string> Unknown =>
        Json.Where(property => !SchemaFields.Of(Type).ContainsKey(property.Key)).Select(property => property.Key);

    /// <summary>
    /// Every object of a payload that the schema knows: the payload itself first, unknown members of unions and what is kept as JSON not.
    /// </summary>
    public static IReadOnlyList<PayloadObject> In(string name, JsonNode payload) =>
        [.. In(name.Split('.')[0], Payload.ModelOf(name).Name, payload)];

    private static IEnumerable<PayloadObject> In(string path, string type, JsonNode? value)
    {
        if (value is not JsonObject json || SchemaFields.MemberOf(type, json) is not { } member)
        {
            return [];
        }

        var found = new PayloadObject(path, member, json);
        return found.Known
            .Where(field => SchemaFields.IsType(field.Element))
            .SelectMany(field => Inside($"{path}.{field.Name}", field, json[field.Name]))
            .Prepend(found);
    }

    private static IEnumerable<PayloadObject> Inside(string path, SchemaField field, JsonNode? value) => value switch
    {
        JsonArray list => list.SelectMany((item, index) => In($"{path}[{index}]", field.Element, item)),
        JsonObject map when field.IsMap => map.SelectMany(entry => In($"{path}.{entry.Key}", field.Element, entry.Value)),
        _ => In(path, field.Element, value),
    };
}
