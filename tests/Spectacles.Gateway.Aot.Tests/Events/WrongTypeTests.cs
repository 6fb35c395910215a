using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>A value of another type is one exception that names the event and the place, wherever it stands.</summary>
public sealed class WrongTypeTests
{
    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Of_any_field_is_an_error_that_names_the_place(string name)
    {
        JsonNode payload = JsonNode.Parse(Payload.Read(name))!;
        foreach (PayloadObject found in PayloadObject.In(name, payload))
        {
            foreach (SchemaField field in found.Known.Where(field => field.Type is not ("json" or "marker")).ToArray())
            {
                JsonNode? right = found.Json[field.Name];
                foreach ((string place, JsonNode wrong) in WrongValuesOf(field))
                {
                    found.Json[field.Name] = wrong;
                    AssertRefused(name, found.Path + place, JsonSerializer.SerializeToUtf8Bytes(payload));
                }

                found.Json[field.Name] = right;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Of_the_payload_is_an_error_that_names_the_event(string name) => Assert.All(["[]", "\"text\"", "1", "true"], json =>
        AssertRefused(name, name.Split('.')[0], System.Text.Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<(string Place, JsonNode Wrong)> WrongValuesOf(SchemaField field)
    {
        // A union's field is looked for ahead of the object, which is what cannot be read then.
        yield return (SchemaFields.IsTag(field) ? "" : $".{field.Name}", field.IsList ? new JsonObject() : new JsonArray());
        if (field.IsList)
        {
            yield return ($".{field.Name}[0]", new JsonArray(new JsonArray()));
        }

        if (field.IsMap)
        {
            yield return ($".{field.Name}.1", new JsonObject { ["1"] = new JsonArray() });
        }
    }

    private static void AssertRefused(string name, string path, byte[] json)
    {
        var exception = Assert.Throws<JsonException>(() => Models.Dispatch(Payload.ModelOf(name), name.Split('.')[0], json));
        Assert.Equal(path, exception.Path);
        Assert.StartsWith($"{path}: ", exception.Message, StringComparison.Ordinal);
    }
}
