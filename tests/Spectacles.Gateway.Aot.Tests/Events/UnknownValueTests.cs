using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What a version of Discord to come sends in a field of an enum or of flags survives, in every one that the schema has.</summary>
public sealed class UnknownValueTests
{
    public static TheoryData<string> Types => new(SchemaFields.Types.Where(type => FieldsOf(type).Any()));

    [Theory]
    [MemberData(nameof(Types))]
    public void Unknown_enum_and_flag_values_round_trip(string type)
    {
        var sent = new JsonObject(FieldsOf(type).Select(field => KeyValuePair.Create(field.Name, ValueOf(field))));
        if (SchemaFields.TagOf(type) is { } tag)
        {
            sent[tag.Name] = tag.Value;
        }

        var written = JsonNode.Parse(
            Models.RoundTrip(Payload.ModelNamed(type), JsonSerializer.SerializeToUtf8Bytes(sent)))!.AsObject();
        Assert.All(sent, field => Assert.Equal(field.Value!.ToJsonString(), written[field.Key]?.ToJsonString()));
    }

    private static IEnumerable<SchemaField> FieldsOf(string type) =>
        SchemaFields.Of(type).Values.Where(field => SchemaFields.UnknownValueOf(field.Element) is not null);

    private static JsonNode? ValueOf(SchemaField field)
    {
        var unknown = SchemaFields.UnknownValueOf(field.Element);
        return field.IsList ? new JsonArray(unknown, unknown!.DeepClone()) : unknown;
    }
}
