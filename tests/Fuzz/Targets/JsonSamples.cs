using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectacles.Gateway.Tests.Events;

namespace Fuzz.Targets;

/// <summary>The payloads of the tests, documents that the event schema allows, and JSON tokens.</summary>
internal static class JsonSamples
{
    private static readonly JsonObject Schema = JsonNode.Parse(Payload.SchemaText)!.AsObject();

    /// <summary>The names of the payloads: an event's, and a variant after a dot.</summary>
    public static string[] Names { get; } = [.. Payload.Names];

    /// <summary>The payloads without white space, in the order of <see cref="Names"/>.</summary>
    public static byte[][] Payloads { get; } =
    [
        .. Names.Select(name => JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(Payload.Read(name)))),
    ];

    /// <summary>The types of the event schema.</summary>
    public static string[] Types { get; } = [.. Schema["types"]!.AsObject().Select(type => type.Key)];

    /// <summary>The names of the fields of type double, whose values may lose digits.</summary>
    public static HashSet<string> Doubles { get; } =
    [
        .. Schema["types"]!.AsObject().SelectMany(type => type.Value!["fields"]?.AsObject() ?? [])
            .Where(
                field =>
                    (
                        field.Value is JsonObject described
                            ? (string)described["type"]!
                            : (string)field.Value!)!.Trim('?') is "double" or "scalar")
            .Select(field => field.Key.TrimEnd('?')),
    ];

    /// <summary>
    /// The names of the fields that distinguish the members of a union. A member that is read as its own class has the field even if the
    /// text does not contain it.
    /// </summary>
    public static HashSet<string> Tags { get; } =
    [
        .. Schema["types"]!.AsObject().Select(type => (string?)type.Value!["union"]).OfType<string>(),
    ];

    public static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "null", "true", "false", "{}", "[]", "\"\"", "\"0\"", "\"1\"", "\"-1\"", "\"18446744073709551615\"", "\"18446744073709551616\"",
            "\"2048\"", "\"1.5\"", "\"\\u0031\"",
            "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\\\\"", "\"\\\"\"", "\"é\"", "\"2026-01-01T00:00:00.000000+00:00\"",
            "\"2026-01-01T00:00:00\"", "\"0001-01-01T00:00:00+14:00\"",
            "\"9999-12-31T23:59:59.9999999-14:00\"", "\"yesterday\"", "\"id\":\"1\",", "\"type\":1,", "\"type\":999,", "{\"id\":\"1\"}",
            "[{}]", "[[]]", "[null]", "{\"a\":{}}", "\"t\":", "\"s\":", "\"op\":", "\"d\":",
            " ", "\n", "\t", "\\", "\"", "\\u", "[[[[[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":{\"a\":", "]]]]]]]]", "}}}}",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0],
    ];

    /// <summary>Generates a document of a type.</summary>
    public static byte[] Document(string type, Random random) =>
        Encoding.UTF8.GetBytes(new SchemaDocuments(Schema, (uint)random.Next()).Document(type).ToJsonString());
}
