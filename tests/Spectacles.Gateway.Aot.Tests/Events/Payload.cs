using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>
/// Realistic payloads, one file per event and variant, written from Discord's documentation; and what may be done to a text without
/// changing its meaning.
/// </summary>
internal static class Payload
{
    private static readonly string Root = FindRoot(AppContext.BaseDirectory);
    private static readonly string Folder = Path.Combine(Root, "tests", "Spectacles.Gateway.Aot.Tests", "Events", "Payloads");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);

    public static string SchemaText => File.ReadAllText(Path.Combine(Root, "src", "Spectacles.Gateway.Aot", "Events", "discord-v10.json"));

    public static string RoutesText =>
        File.ReadAllText(Path.Combine(Root, "src", "Spectacles.Gateway.Aot.Rest", "Routes", "discord-v10-rest.json"));

    public static string FormatText =>
        File.ReadAllText(Path.Combine(Root, "src", "Spectacles.Gateway.Aot", "Events", "gateway-schema.json"));

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, $"{name}.json"));

    /// <summary>The model of the event that a payload is named after.</summary>
    public static Type ModelOf(string name) =>
        ModelNamed(string.Concat(name.Split('.')[0].Split('_').Select(word => word[0] + word[1..].ToLowerInvariant())));

    public static Type ModelNamed(string name) => typeof(Shard).Assembly.GetType($"Spectacles.Gateway.Events.{name}", throwOnError: true)!;

    /// <summary>Every object with its keys in reversed order.</summary>
    public static byte[] Reverse(byte[] json) => Rewrite(json, (properties, _) => properties.Reverse());

    /// <summary>Every object with fields that no schema knows, in front and at the end.</summary>
    public static byte[] AddUnknownFields(byte[] json) => Rewrite(json, (properties, isMap) => isMap ? properties : properties
        .Prepend(new("unknown_object", JsonNode.Parse("""{"id":{"id":[1,{"id":null}]}}""")))
        .Append(new("unknown_text", JsonNode.Parse("\"}]\\\"\""))));

    /// <summary>Without those fields: what is kept as it was sent still has them.</summary>
    public static byte[] RemoveUnknownFields(byte[] json) =>
        Rewrite(json, (properties, _) => properties.Where(property => property.Key is not ("unknown_object" or "unknown_text")));

    /// <summary>Every property name written with escapes throughout.</summary>
    public static byte[] EscapeNames(byte[] json)
    {
        var text = new StringBuilder();
        Escape(JsonNode.Parse(json), text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Rewrite(
        byte[] json,
        Func<IEnumerable<KeyValuePair<string,
        JsonNode?>>,
        bool,
        IEnumerable<KeyValuePair<string,
        JsonNode?>>> order) =>
        JsonSerializer.SerializeToUtf8Bytes(Rewrite(JsonNode.Parse(json), order));

    private static JsonNode? Rewrite(
        JsonNode? node,
        Func<IEnumerable<KeyValuePair<string,
        JsonNode?>>,
        bool,
        IEnumerable<KeyValuePair<string,
        JsonNode?>>> order) => node switch
        {
            JsonObject json => new JsonObject(order(
                json.Select(property => KeyValuePair.Create(property.Key, Rewrite(property.Value, order))),
                json.Count > 0 && json.All(property => char.IsAsciiDigit(property.Key[0])))),
            JsonArray json => new JsonArray([.. json.Select(item => Rewrite(item, order))]),
            _ => node?.DeepClone(),
        };

    private static void Escape(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject json:
                text.Append('{').AppendJoin(',', json.Select(property =>
                {
                    var member = new StringBuilder("\"");
                    foreach (char c in property.Key)
                    {
                        member.Append("\\u").Append(((int)c).ToString("x4", null));
                    }

                    Escape(property.Value, member.Append("\":"));
                    return member.ToString();
                })).Append('}');
                break;
            case JsonArray json:
                text.Append('[').AppendJoin(',', json.Select(item =>
                {
                    var element = new StringBuilder();
                    Escape(item, element);
                    return element.ToString();
                })).Append(']');
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Spectacles.Gateway.Aot.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
