using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Views say what models say, of every field of every payload, in whatever order they are asked, and cost nothing.</summary>
public sealed class ViewTests
{
    private static readonly string[] Forms =
    [
        "as it is", "reversed", "with unknown fields", "with escaped names", "with fields twice", "indented", .. PayloadVariant.All.Keys,
    ];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string, string> Payloads => [.. Payload.Names.SelectMany(name => Forms.Select(form => (name, form)))];

    public static TheoryData<string> Names => new(Payload.Names);

    [Fact]
    public void Every_model_except_unknown_union_members_has_a_view()
    {
        var models = typeof(Message)
            .Assembly.GetExportedTypes()
            .Where(type => type.IsClass && type.GetInterfaces().Any(face => face.Name == typeof(IGatewayModel<>).Name));

        Assert.Equal(
            ViewComparison.Models,
            models.Select(model => model.Name).Where(name => name != nameof(UnknownComponent)).Order(StringComparer.Ordinal));
        Assert.Equal(typeof(Component.View), typeof(UnknownComponent.View));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Views_and_models_agree_on_every_field_in_any_order(string name, string form)
    {
        byte[] json = Read(name, form);
        for (int first = 0; first < 40; first += form == "as it is" ? 1 : 13)
        {
            foreach (bool isBackward in new[] { false, true })
            {
                var differences = new ViewDifferences();
                ViewComparison.Compare(Payload.ModelOf(name).Name, json, first, isBackward, differences);

                Assert.Empty(differences.All);
                Assert.True(differences.Compared > 0 || form != "as it is");
            }
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("{\"unknown\":null}")]
    public void Views_and_models_agree_on_empty_objects(string json) => Assert.All(ViewComparison.Models, model =>
    {
        var differences = new ViewDifferences();
        ViewComparison.Compare(model, Encoding.UTF8.GetBytes(json), 0, false, differences);
        Assert.Empty(differences.All);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Views_do_not_allocate(string name)
    {
        byte[] json = Payload.Read(name);
        string model = Payload.ModelOf(name).Name;
        var walk = new ViewWalk(makesStrings: false);
        for (int i = 0; i < 40; i++)
        {
            ViewComparison.Walk(model, json, i, i % 2 == 0, walk);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        ViewComparison.Walk(model, json, 0, false, walk);
        ViewComparison.Walk(model, json, 7, true, walk);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Views_of_mutated_text_give_a_value_or_a_JsonException(string name)
    {
        byte[] json = Payload.Read(name);
        string model = Payload.ModelOf(name).Name;
        var walk = new ViewWalk(makesStrings: true);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] mutated = DamagedText.Of(json, new PCG((uint)i, (uint)i + 1));
            AssertValueOrJsonException(() => ViewComparison.Walk(model, mutated, i, i % 2 == 0, walk));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Views_of_truncated_text_give_a_value_or_a_JsonException(string name)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(Payload.Read(name)));
        string model = Payload.ModelOf(name).Name;
        for (int length = 0; length < json.Length; length += 1 + (json.Length / 1_000))
        {
            AssertValueOrJsonException(
                () => ViewComparison.Walk(model, json.AsSpan(0, length), 0, false, new ViewWalk(makesStrings: true)));
        }
    }

    private static void AssertValueOrJsonException(Action walk)
    {
        if (Record.Exception(walk) is { } exception)
        {
            Assert.IsType<JsonException>(exception, exactMatch: false);
        }
    }

    private static byte[] Read(string name, string form) => form switch
    {
        "reversed" => Payload.Reverse(Payload.Read(name)),
        "with unknown fields" => Payload.AddUnknownFields(Payload.Read(name)),
        "with escaped names" => Payload.EscapeNames(Payload.Read(name)),
        "with fields twice" => Encoding.UTF8.GetBytes(WriteTwice(JsonNode.Parse(Payload.Read(name)))),
        "indented" => JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(Payload.Read(name)), Indented),
        _ when PayloadVariant.All.TryGetValue(form, out var change) =>
            PayloadVariant.Change(name, Payload.Read(name), change),
        _ => Payload.Read(name),
    };

    // Both times with the same value, since a view takes the first one and a model the last one. Maps count their entries.
    private static string WriteTwice(JsonNode? node) => node switch
    {
        JsonObject json => $"{{{string.Join(',', json.SelectMany(property => Enumerable.Repeat(
            $"{JsonSerializer.Serialize(property.Key)}:{WriteTwice(property.Value)}", property.Value is JsonValue
                && !char.IsAsciiDigit(property.Key[0])
                ? 2
                : 1)))}}}",
        JsonArray json => $"[{string.Join(',', json.Select(WriteTwice))}]",
        _ => node?.ToJsonString() ?? "null",
    };
}
