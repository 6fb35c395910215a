using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Says which fields of a body have a JSON type that Discord's own OpenAPI document does not accept.</summary>
internal static partial class OpenApiForm
{
    private static readonly JsonElement Document = Read();

    private static readonly Dictionary<string, JsonElement> Paths = Document.GetProperty("paths")
        .EnumerateObject()
        .ToDictionary(path => Shape(path.Name), path => path.Value, StringComparer.Ordinal);

    /// <summary>Whether the document has the route: a few are only in Discord's documentation.</summary>
    public static bool Knows(DocumentedRoute route) => Find(route) is not null;

    /// <summary>The paths of the fields that do not fit.</summary>
    public static IEnumerable<string> Misfits(DocumentedRoute route, JsonElement body) =>
        Find(route) is { } operation
        && operation.TryGetProperty("requestBody", out var request)
        && request.GetProperty("content").EnumerateObject().First().Value.TryGetProperty("schema", out var schema)
            ? Misfits(schema, body, "$")
            : ["$: the route has no body"];

    private static JsonElement? Find(DocumentedRoute route) =>
        Paths.TryGetValue(Shape(route.Path), out var path)
        && path.EnumerateObject().FirstOrDefault(
            operation => operation.Name.Equals(route.Method, StringComparison.OrdinalIgnoreCase)) is
        { Value.ValueKind: JsonValueKind.Object } found
            ? found.Value
            : null;

    private static IEnumerable<string> Misfits(JsonElement schema, JsonElement value, string at)
    {
        var resolved = Resolve(schema);
        JsonElement[] choices = [.. Part(resolved, "oneOf"), .. Part(resolved, "anyOf")];
        if (choices.Length > 0)
        {
            string[][] results = [.. choices.Select(choice => Misfits(choice, value, at).ToArray())];
            return results.Any(result => result.Length == 0) ? [] : results.MinBy(result => result.Length)!;
        }

        string[] types = Types(resolved);
        if (types.Length > 0 && !TypesOf(value).Any(types.Contains))
        {
            return [$"{at}: {TypesOf(value)[0]} instead of {string.Join(" or ", types)}"];
        }

        var parts = Part(resolved, "allOf").SelectMany(part => Misfits(part, value, at));
        return value.ValueKind switch
        {
            JsonValueKind.Array when resolved.TryGetProperty("items", out var items) =>
                parts.Concat(value.EnumerateArray().SelectMany(element => Misfits(items, element, $"{at}[]"))),
            JsonValueKind.Object when resolved.TryGetProperty("properties", out var properties) =>
                parts.Concat(
                    value.EnumerateObject()
                        .Where(field => properties.TryGetProperty(field.Name, out _))
                        .SelectMany(field => Misfits(properties.GetProperty(field.Name), field.Value, $"{at}.{field.Name}"))),
            _ => parts,
        };
    }

    private static JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? Resolve(Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]))
        : schema;

    private static JsonElement[] Part(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var parts) ? [.. parts.EnumerateArray()] : [];

    private static string[] Types(JsonElement schema) => !schema.TryGetProperty("type", out var type)
        ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    // Permissions are integers there, and strings in the documentation and here:
    // https://discord.com/developers/docs/topics/permissions
    private static string[] TypesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ["object"],
        JsonValueKind.Array => ["array"],
        JsonValueKind.String => ulong.TryParse(value.GetString(), out _) ? ["string", "integer"] : ["string"],
        JsonValueKind.Number => value.TryGetInt64(out _) ? ["integer", "number"] : ["number"],
        JsonValueKind.Null => ["null"],
        _ => ["boolean"],
    };

    private static string Shape(string path) => Parameter().Replace(path, "{}");

    private static JsonElement Read()
    {
        using var file = File.OpenRead(Repository.PathOf("eng", "schema", "discord-openapi.json.gz"));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return JsonDocument.Parse(unpacked).RootElement;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
