using System.Text.Json.Nodes;

namespace Spectacles.Gateway.AotTests;

/// <summary>The library's schema, complete or reduced to one event.</summary>
internal sealed class EventSchema(JsonObject document)
{
    private static readonly string[] Declarations = ["types", "enums", "flags"];

    public IEnumerable<string> Types => document["types"]!.AsObject().Select(type => type.Key);

    public static EventSchema Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    public void Write(string file) => File.WriteAllText(file, document.ToJsonString());

    /// <summary>Keeps the event, its model and all types that the model uses.</summary>
    public EventSchema CutTo(string eventName, string model)
    {
        var kept = new HashSet<string>();
        Keep(model, kept);
        var cut = document.DeepClone().AsObject();
        Remove(cut["events"]!.AsObject(), name => name != eventName);
        foreach (string declaration in Declarations)
        {
            Remove(cut[declaration]!.AsObject(), name => !kept.Contains(name));
        }

        return new EventSchema(cut);
    }

    private void Keep(string name, HashSet<string> kept)
    {
        if (!kept.Add(name) || document["types"]![name] is not JsonObject type)
        {
            return;
        }

        var members = document["types"]!.AsObject()
            .Where(candidate => (string?)candidate.Value!["extends"] == name && type["union"] is not null)
            .Select(member => member.Key);
        var fields = (type["fields"]?.AsObject() ?? []).Select(
            field => field.Value is JsonObject whole ? (string)whole["type"]! : (string)field.Value!);
        foreach (string next in fields.SelectMany(Names).Concat(members).Append((string?)type["extends"] ?? name))
        {
            Keep(next, kept);
        }
    }

    /// <summary>The names in a notation: one, or those of a map's key and value.</summary>
    private static string[] Names(string notation) =>
        notation.TrimStart('?').Replace("[]", "", StringComparison.Ordinal).Split("map<")[^1].TrimEnd('>').Split(", ");

    private static void Remove(JsonObject from, Func<string, bool> which)
    {
        foreach (string name in from.Select(entry => entry.Key).Where(which).ToList())
        {
            from.Remove(name);
        }
    }
}
