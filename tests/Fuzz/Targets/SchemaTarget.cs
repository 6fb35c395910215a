using System.Text;
using Fuzz.Engine;
using Microsoft.CodeAnalysis.Text;
using Spectacles.Gateway.Generators;
using Spectacles.Gateway.Tests.Events;

namespace Fuzz.Targets;

/// <summary>
/// Compares the generator's schema reader with System.Text.Json: both accept the same texts, and neither accepts half of a pair of
/// surrogates. Each error has a position in the text, and nothing throws.
/// </summary>
internal sealed class SchemaTarget : IFuzzTarget
{
    private const string SmallSchema = """
        {
          "namespace": "My.Events",
          "events": { "LETTER_SENT": { "type": "LetterSent", "intents": ["GUILDS"], "doc": "A letter.", "link": "https://example.org" } },
          "types": {
            "Letter": { "fields": { "id": "snowflake", "text?": "?string", "at": "timestamp", "sizes": "integer[]", "by_id": "map<Paper>", "by_kind": "map<Kind, Paper>", "kind": { "type": "Kind", "name": "Sort", "filledBy": "GUILDS", "partial": true, "doc": "x" } } },
            "LetterSent": { "extends": "Letter", "fields": { "any": "json", "flag?": "marker", "what": "scalar", "colours": "Colours" } },
            "Paper": { "union": "type", "fields": { "type": "integer" } },
            "Sheet": { "extends": "Paper", "is": 1, "fields": { "inner?": "Letter" } }
          },
          "enums": { "Kind": { "values": { "One": 1, "Two": { "value": 2, "doc": "y" } } }, "Word": { "wire": "string", "values": { "A": "a" } } },
          "flags": { "Colours": { "values": { "Red": 1, "Blue": 2 } } }
        }
        """;

    public string Name => "schema";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. JsonSamples.Tokens,
        .. new[]
        {
            "\"namespace\"", "\"events\"", "\"types\"", "\"enums\"", "\"flags\"", "\"fields\"", "\"extends\":\"Letter\"",
            "\"extends\":\"LetterSent\"", "\"union\":\"type\"", "\"is\":1", "\"snowflake\"",
            "\"?string[]\"", "\"map<map<Letter>>\"", "\"map<Kind,>\"", "\"Letter\"", "\"Paper[]\"", "\"My.class.1\"", "\"\\u0000\"",
            "01", "+1", "-", "1.", ".5", "1e", "0x1", "1_0", "٣", "\u2028", "\"type\":\"Letter\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public IEnumerable<byte[]> Samples => [Encoding.UTF8.GetBytes(SmallSchema), .. Parts()];

    public byte[]? Generate(Random random) => null;

    public string Run(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        var source = SourceText.From(text);
        var parser = new JsonParser(source);
        bool isParsed = parser.Parse() is not null;
        OracleException.ThrowUnless(isParsed == parser.Error is null, "A text must be parsed or have an error, but not both.");
        bool isJson = JsonText.Of(Encoding.UTF8.GetBytes(text)).IsJson;
        OracleException.ThrowUnless(
            isParsed == isJson,
            $"The parser says '{parser.Error?.Value ?? "JSON"}' of a text that {(isJson ? "is" : "is not")} JSON.");

        var schema = SchemaReader.Read("fuzz.json", source);
        int diagnostics = 0;
        foreach (var separate in SchemaSet.Separate(([schema], "Fuzz"), default))
        {
            var contract = ContractSpecBuilder.Build(((separate, []), HasRestClient: true), default);
            foreach (var diagnostic in contract.Diagnostics)
            {
                diagnostics++;
                OracleException.ThrowUnless(
                    diagnostic.Position.Start >= 0
                        && diagnostic.Position.Length >= 0 && diagnostic.Position.Start + diagnostic.Position.Length <= text.Length,
                    $"{diagnostic.Id} is outside of the text.");
                _ = diagnostic.ToDiagnostic().GetMessage(null);
            }
        }

        OracleException.ThrowUnless(isParsed || diagnostics > 0, "A text that is not JSON has no error.");
        return $"{(isParsed ? "JSON" : parser.Error?.Value)}, {diagnostics} diagnostics, {InputSize.Of(schema.Types.Count)} types";
    }

    // The whole schema takes long to read, so each input contains a few of its types.
    private static IEnumerable<byte[]> Parts()
    {
        var schema = System.Text.Json.Nodes.JsonNode.Parse(Payload.SchemaText)!.AsObject();
        foreach (string part in (string[])["types", "enums", "flags", "events"])
        {
            foreach (var group in schema[part]!.AsObject().Chunk(6).Where((_, index) => index % 4 == 0))
            {
                var values = new System.Text.Json.Nodes.JsonObject(
                    group.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
                yield return Encoding.UTF8.GetBytes(new System.Text.Json.Nodes.JsonObject { [part] = values }.ToJsonString());
            }
        }
    }
}
