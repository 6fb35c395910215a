using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The JSON Schema of world files says the same as what reads them.</summary>
public sealed class WorldSchemaTests
{
    private static readonly string SchemaText = File.ReadAllText(
        Repository.PathOf("src", "Spectacles.Gateway.Aot.Testing", "World", "world.schema.json"));

    private static readonly JsonSchema Schema = JsonSchema.FromText(SchemaText);

    /// <summary>A file with every property that the schema has.</summary>
    private const string Complete = """
        {
          "$schema": "world.schema.json",
          "guilds": [
            {
              "name": "Testers", "id": "1", "owner": "ada", "bot_roles": ["mods"],
              "channels": [
                { "name": "Rooms", "type": "category" },
                { "name": "general", "id": "2", "type": "voice", "category": "Rooms", "topic": "", "nsfw": true }
              ],
              "roles": [
                { "name": "mods", "id": "3", "color": "#00ff7F", "permissions": ["SPEAK"], "hoist": true, "mentionable": true }
              ],
              "people": [
                {
                  "name": "ada", "id": "4", "global_name": "Ada", "nick": "A", "roles": ["mods"], "status": "idle",
                  "voice_channel": "general"
                }
              ]
            }
          ]
        }
        """;

    private static readonly Dictionary<string, string> Places = new()
    {
        ["guild"] = "guilds[0]",
        ["channel"] = "guilds[0].channels[1]",
        ["role"] = "guilds[0].roles[0]",
        ["person"] = "guilds[0].people[0]",
    };

    public static TheoryData<string> Properties =>
    [
        .. Objects().SelectMany(one => one.Properties.Select(property => Under(one.Place, property))),
    ];

    [Fact]
    public void Example_of_the_samples_fits() => AssertAccepted(File.ReadAllText(Repository.PathOf("samples", "world.json")));

    [Fact]
    public void File_with_every_property_fits() => AssertAccepted(Complete);

    [Theory]
    [MemberData(nameof(Properties))]
    public void Property_of_a_wrong_type_is_refused_by_both_at_its_place(string property)
    {
        Assert.NotNull(Find(JsonNode.Parse(Complete)!, property));
        foreach (string wrong in new[] { "null", "1", "true", "\"?\"", "{}", "[{}]", "[null]" })
        {
            var file = JsonNode.Parse(Complete)!;
            Replace(file, property, JsonNode.Parse(wrong));
            if (Evaluate(file) && Find(file, property)!.GetValueKind() is JsonValueKind.String or JsonValueKind.True)
            {
                // The right type: what the value refers to is not a matter of the schema.
                continue;
            }

            Assert.False(Evaluate(file), $"The schema accepts {property} = {wrong}.");
            Assert.StartsWith(property, ErrorOf(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Properties_are_the_same_and_others_are_refused_by_both()
    {
        foreach (var (place, properties) in Objects())
        {
            var file = JsonNode.Parse(Complete)!;
            Replace(file, Under(place, "unknown"), "x");

            Assert.False(Evaluate(file));
            string error = ErrorOf(file);
            Assert.StartsWith($"{Under(place, "unknown")}: there is no such property.", error, StringComparison.Ordinal);
            string names = error[(error.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].TrimEnd('.');
            Assert.Equal(properties.Order(), names.Split(", ").Order());
        }
    }

    [Fact]
    public void Required_properties_are_required_by_both()
    {
        foreach (string property in new[] { "guilds" }.Concat(Places.Values.Select(place => Under(place, "name"))))
        {
            var file = JsonNode.Parse(Complete)!;
            Replace(file, property, null, remove: true);

            Assert.False(Evaluate(file));
            Assert.Equal($"{property}: it is required.", ErrorOf(file));
        }
    }

    [Theory]
    [InlineData("guilds[0].name", 2, 100)]
    [InlineData("guilds[0].channels[1].name", 1, 100)]
    [InlineData("guilds[0].channels[1].topic", 0, 1024)]
    [InlineData("guilds[0].roles[0].name", 1, 100)]
    [InlineData("guilds[0].people[0].name", 2, 32)]
    [InlineData("guilds[0].people[0].global_name", 1, 32)]
    [InlineData("guilds[0].people[0].nick", 1, 32)]
    public void Lengths_are_the_same(string property, int least, int most)
    {
        string error = $"{property}: it must have {least} to {most} characters, not ";
        foreach (int length in new[] { least - 1, least, most, most + 1 }.Where(length => length >= 0))
        {
            var file = JsonNode.Parse(Complete)!;
            // A character that has two code units.
            Replace(file, property, string.Concat(Enumerable.Repeat("😀", length)));
            bool fits = length >= least && length <= most;

            Assert.Equal(fits, Evaluate(file));
            Assert.Equal(!fits, ErrorOf(file).StartsWith(error, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("guilds[0].id", "0", false)]
    [InlineData("guilds[0].id", "01", false)]
    [InlineData("guilds[0].id", "9999999999999999999", true)]
    [InlineData("guilds[0].id", "10000000000000000000", false)]
    [InlineData("guilds[0].id", "+1", false)]
    [InlineData("guilds[0].roles[0].color", "#abcDEF", true)]
    [InlineData("guilds[0].roles[0].color", "abcdef", false)]
    [InlineData("guilds[0].roles[0].color", "#12345", false)]
    [InlineData("guilds[0].roles[0].color", "#1234567", false)]
    [InlineData("guilds[0].roles[0].color", "# 12345", false)]
    [InlineData("guilds[0].people[0].status", "ONLINE", false)]
    [InlineData("guilds[0].channels[1].type", "Voice", false)]
    public void Forms_are_the_same(string property, string value, bool fits)
    {
        var file = JsonNode.Parse(Complete)!;
        Replace(file, property, value);

        Assert.Equal(fits, Evaluate(file));
        Assert.Equal(fits, ErrorOf(file).Length == 0);
    }

    [Fact]
    public void Permissions_of_the_schema_are_those_of_the_library()
    {
        string[] names = Words("permission");
        var file = JsonNode.Parse(Complete)!;
        Replace(file, "guilds[0].roles[0].permissions", new JsonArray([.. names.Select(name => JsonValue.Create(name))]));

        var all = WorldDescription.Parse(file.ToJsonString()).Guilds[0].Roles[0].Permissions;

        Assert.Equal(Enum.GetValues<Permissions>().Aggregate((Permissions)0, (sum, one) => sum | one), all);
        Assert.Equal(Enum.GetValues<Permissions>().Count(one => one != 0), names.Length);
    }

    [Fact]
    public void Channel_types_of_the_schema_can_all_be_described()
    {
        foreach (string type in Words("channel", "properties", "type"))
        {
            var world = WorldDescription.Parse($$"""{"guilds":[{"name":"Testers","channels":[{"name":"a","type":"{{type}}"}]}]}""");

            Assert.Equal(type, world.Guilds[0].Channels[0].Kind.ToString(), ignoreCase: true);
        }
    }

    private static void AssertAccepted(string json)
    {
        Assert.True(Evaluate(JsonNode.Parse(json)!));
        WorldDescription.Parse(json);
    }

    private static bool Evaluate(JsonNode file)
    {
        using var document = JsonDocument.Parse(file.ToJsonString());
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    /// <summary>What is said when the file is read; empty when it is accepted.</summary>
    private static string ErrorOf(JsonNode file) =>
        Record.Exception(() => WorldDescription.Parse(file.ToJsonString())) is { } error
            ? Assert.IsType<FormatException>(error).Message
            : "";

    /// <summary>Every object of the format: its place in <see cref="Complete"/> and the properties that the schema has for it.</summary>
    private static IEnumerable<(string Place, string[] Properties)> Objects()
    {
        using var schema = JsonDocument.Parse(SchemaText);
        yield return ("", NamesIn(schema.RootElement));
        foreach (var definition in schema.RootElement.GetProperty("$defs").EnumerateObject())
        {
            if (definition.Value.TryGetProperty("properties", out _))
            {
                yield return (Places[definition.Name], NamesIn(definition.Value));
            }
        }

        static string[] NamesIn(JsonElement definition) =>
            [.. definition.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
    }

    private static string[] Words(params string[] path)
    {
        using var schema = JsonDocument.Parse(SchemaText);
        var found = path.Aggregate(schema.RootElement.GetProperty("$defs"), (element, name) => element.GetProperty(name));
        return [.. found.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!)];
    }

    private static string Under(string place, string property) => place.Length == 0 ? property : $"{place}.{property}";

    private static JsonNode? Find(JsonNode file, string place) => place.Split('.', '[').Aggregate(
        (JsonNode?)file,
        (node, step) => step is [.. var index, ']'] ? node![int.Parse(index, null)] : node![step]);

    private static void Replace(JsonNode file, string place, JsonNode? value, bool remove = false)
    {
        int last = place.LastIndexOf('.');
        var owner = (last < 0 ? file : Find(file, place[..last])!).AsObject();
        owner.Remove(place[(last + 1)..]);
        if (!remove)
        {
            owner[place[(last + 1)..]] = value;
        }
    }
}
