using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>The JSON Schema of configuration files says the same as what reads them.</summary>
public sealed class FleetSchemaTests
{
    private const string Folder = "/etc/bot";

    /// <summary>A file with every property that the schema has.</summary>
    private const string Complete = """
        {
          "$schema": "fleet.schema.json",
          "plan": { "name": "bot", "shard_count": 3, "group_size": 2, "partitions": 1 },
          "node": "one",
          "intents": ["GUILDS"],
          "token_file": "token",
          "engine": {
            "nats": {
              "urls": ["nats://host:4222"],
              "user": "node",
              "password_file": "password",
              "tls": { "ca_file": "ca.pem", "certificate_file": "node.pem", "key_file": "node.key" },
              "streams": 4,
              "replicas": 3,
              "storage": "memory",
              "max_age_seconds": 60,
              "max_bytes": 16777216
            }
          },
          "events": { "X": "off" },
          "buffer_bytes": 1048576,
          "identify_spacing_seconds": 5,
          "shards_per_second": 1,
          "hold_timeout_seconds": 15,
          "interaction_missed_text": "x",
          "api": "https://example.org/api/v10"
        }
        """;

    private static readonly string SchemaText = File.ReadAllText(
        Repository.PathOf("src", "Spectacles.Gateway.Aot.Cli", "Configuration", "fleet.schema.json"));

    private static readonly JsonSchema Schema = JsonSchema.FromText(SchemaText);

    public static TheoryData<string> Paths => [.. PathsIn(JsonNode.Parse(Complete)!, "")];

    [Fact]
    public void Schema_is_beside_the_program() =>
        Assert.Equal(SchemaText, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fleet.schema.json")));

    [Fact]
    public void File_with_every_property_is_accepted_by_both()
    {
        Assert.True(IsAccepted(JsonNode.Parse(Complete)!));
        Assert.Equal("", ErrorOf(JsonNode.Parse(Complete)!));
    }

    [Fact]
    public void Example_of_the_samples_is_accepted_by_the_schema()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        Assert.True(IsAccepted(JsonNode.Parse(File.ReadAllText(Repository.PathOf("samples", "fleet.json")), null, options)!));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Value_is_accepted_by_both_or_by_neither_and_the_error_names_its_path(string path)
    {
        string[] values =
        [
            "null", "true", "\"\"", "\"recommended\"", "\"A\"", "\"a\"", "\"http://a:b@host\"", "\"tls://host\"", "\"memory\"",
            "\"packed\"", "0", "1", "2", "3", "4.5", "4096", "1048575", "1048576", "16777215", "1e20", "{}", "[]", "[1]",
            "[\"GUILDS\"]", "{\"a\": 1}", "{\"memory\": {}}", "{\"X\": \"on\"}",
        ];
        foreach (string value in values)
        {
            var file = JsonNode.Parse(Complete)!;
            Replace(file, path, JsonNode.Parse(value));
            string error = ErrorOf(file);

            Assert.True(IsAccepted(file) == (error.Length == 0), $"{path} = {value}: {error}");
            Assert.True(error.Length == 0 || error.StartsWith(path, StringComparison.Ordinal), $"{path} = {value}: {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Key_is_required_by_both_or_by_neither(string path)
    {
        var file = JsonNode.Parse(Complete)!;
        Remove(file, path);

        Assert.Equal(IsAccepted(file), ErrorOf(file).Length == 0);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("plan.unknown")]
    [InlineData("engine.unknown")]
    [InlineData("engine.nats.unknown")]
    [InlineData("engine.nats.tls.unknown")]
    public void Unknown_key_is_refused_by_both(string path)
    {
        var file = JsonNode.Parse(Complete)!;
        Replace(file, path, "x");

        Assert.False(IsAccepted(file));
        Assert.StartsWith($"{path}: there is no such key.", ErrorOf(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("credentials_file")]
    [InlineData("token_file")]
    public void Second_way_to_log_in_is_refused_by_both(string name)
    {
        var file = JsonNode.Parse(Complete)!;
        Replace(file, $"engine.nats.{name}", "x");

        Assert.False(IsAccepted(file));
        Assert.EndsWith("use one of credentials_file, user and token_file.", ErrorOf(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Intents_are_the_same()
    {
        using var schema = JsonDocument.Parse(SchemaText);
        var names = schema.RootElement.GetProperty("$defs").GetProperty("intent").GetProperty("enum").EnumerateArray();

        Assert.Equal(IntentNames.All, names.Select(name => name.GetString()!));
        Assert.Equal(GatewayIntents.All, IntentNames.Of(IntentNames.All));
    }

    private static bool IsAccepted(JsonNode file)
    {
        using var document = JsonDocument.Parse(file.ToJsonString());
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    private static string ErrorOf(JsonNode file) =>
        Record.Exception(() => FleetConfigurationFile.Read(file.ToJsonString(), Folder)) is { } error
            ? Assert.IsType<ConfigurationException>(error).Message
            : "";

    private static IEnumerable<string> PathsIn(JsonNode node, string path)
    {
        foreach (var (name, value) in node.AsObject())
        {
            string inner = path.Length == 0 ? name : $"{path}.{name}";
            yield return inner;
            foreach (string deeper in value is JsonObject ? PathsIn(value, inner) : [])
            {
                yield return deeper;
            }
        }
    }

    private static void Replace(JsonNode file, string path, JsonNode? value) => OwnerOf(file, path)[path.Split('.')[^1]] = value;

    private static void Remove(JsonNode file, string path) => OwnerOf(file, path).Remove(path.Split('.')[^1]);

    private static JsonObject OwnerOf(JsonNode file, string path) =>
        path.Split('.').SkipLast(1).Aggregate(file, (node, name) => node[name]!).AsObject();
}
