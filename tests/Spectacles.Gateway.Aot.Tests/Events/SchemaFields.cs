using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What the library's event schema says of the fields of each type.</summary>
internal static class SchemaFields
{
    private static readonly JsonObject Schema = JsonNode.Parse(Payload.SchemaText)!.AsObject();
    private static readonly JsonObject Declared = Schema["types"]!.AsObject();
    private static readonly Dictionary<string, Dictionary<string, SchemaField>> ByType = Declared
        .ToDictionary(type => type.Key, type => Lineage(type.Key).Reverse()
        .SelectMany(OwnedBy)
        .ToDictionary(field => field.Name));

    public static IEnumerable<string> Events => Schema["events"]!.AsObject().Select(entry => entry.Key);

    public static IEnumerable<string> Types => ByType.Keys;

    /// <summary>The fields of a type by name, those of what it extends among them.</summary>
    public static IReadOnlyDictionary<string, SchemaField> Of(string type) => ByType[type];

    public static bool IsType(string name) => Declared.ContainsKey(name);

    /// <summary>The type and what it extends, in that order.</summary>
    public static IEnumerable<string> Lineage(string type)
    {
        for (string? name = type; name is not null; name = (string?)Declared[name]!["extends"])
        {
            yield return name;
        }
    }

    /// <summary>Whether a field tells the members of a union apart.</summary>
    public static bool IsTag(SchemaField field) => (string?)Declared[field.Owner]!["union"] == field.Name;

    /// <summary>
    /// The member of a union that an object is, the type itself when that is no union, and nothing for an unknown member.
    /// </summary>
    public static string? MemberOf(string type, JsonObject value) => (string?)Declared[type]!["union"] is not { } tag
        ? type
        : Declared
            .FirstOrDefault(member => (string?)member.Value!["extends"] == type && JsonNode.DeepEquals(member.Value["is"], value[tag]))
            .Key;

    /// <summary>The field and the value that tell a member of a union, when the type is one.</summary>
    public static (string Name, JsonNode Value)? TagOf(string type) => Declared[type]!["is"] is { } value
        ? ((string)Declared[(string)Declared[type]!["extends"]!]!["union"]!, value.DeepClone())
        : null;

    /// <summary>A value that no version of the enum or the flags has yet, when the type is one of these.</summary>
    public static JsonNode? UnknownValueOf(string type)
    {
        bool isFlags = Schema["flags"]![type] is not null;
        return (Schema["enums"]![type] ?? Schema["flags"]![type]) is not { } declared ? null
            : (isFlags, (string?)declared["wire"] == "string") switch
            {
                (true, true) => "9223372036854775809",
                (true, false) => (1L << 51) + 1,
                (false, true) => "something_new",
                (false, false) => 1_000_003,
            };
    }

    private static IEnumerable<SchemaField> OwnedBy(string type) => (Declared[type]!["fields"]?.AsObject() ?? []).Select(field =>
    {
        string notation = (string)(field.Value is JsonObject described ? described["type"]! : field.Value!)!;
        return new SchemaField(type, field.Key.TrimEnd('?'), notation.TrimStart('?'), field.Key.EndsWith('?'), notation.StartsWith('?'));
    });
}
