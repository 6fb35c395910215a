using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>
/// A value that its field cannot hold is as if it were absent, wherever it stands, in models and in views; and both report the same place.
/// </summary>
public sealed class WrongTypeTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(Payload.SchemaText)!.AsObject();

    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Field_of_a_wrong_type_is_read_as_absent_and_reported_with_its_path(string name)
    {
        var payload = JsonNode.Parse(Payload.Read(name))!;
        foreach (var found in PayloadObject.In(name, payload))
        {
            foreach (
                var field in found.Known
                    .Where(field => field.Type is not ("json" or "marker") && !SchemaFields.IsTag(field))
                    .ToArray())
            {
                var right = found.Json[field.Name];
                foreach ((string place, var wrong, var instead) in WrongValuesOf(field))
                {
                    found.Json[field.Name] = wrong;
                    byte[] json = JsonSerializer.SerializeToUtf8Bytes(payload);
                    Set(found.Json, field.Name, instead);
                    AssertLike(name, $"{found.Path}.{field.Name}{place}", json, JsonSerializer.SerializeToUtf8Bytes(payload));
                    found.Json[field.Name] = null;
                }

                found.Json[field.Name] = right;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Payload_of_a_wrong_type_is_an_error_that_names_the_event(string name) => Assert.All(["[]", "\"text\"", "1", "true"], json =>
        AssertRefused(name, name.Split('.')[0], Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<(string Place, JsonNode Wrong, JsonNode? Instead)> WrongValuesOf(SchemaField field)
    {
        yield return ("", field.IsList ? new JsonObject() : new JsonArray(), null);
        if (field.IsList)
        {
            yield return ("[0]", new JsonArray(new JsonArray()), new JsonArray());
        }

        if (field.IsMap)
        {
            yield return (".1", new JsonObject { ["1"] = new JsonArray() }, new JsonObject());
        }
    }

    private static void Set(JsonObject json, string field, JsonNode? value)
    {
        json.Remove(field);
        if (value is not null)
        {
            json[field] = value;
        }
    }

    private static void AssertLike(string name, string path, byte[] wrong, byte[] instead)
    {
        string eventName = name.Split('.')[0];
        if (IsSubject(eventName, path))
        {
            AssertRefused(name, path, wrong);
            return;
        }

        var fields = new RecordedFields();
        Assert.Equal(
            Encoding.UTF8.GetString(Models.Dispatch(Payload.ModelOf(name), eventName, instead)),
            Encoding.UTF8.GetString(Models.Dispatch(Payload.ModelOf(name), eventName, wrong, fields)));
        Assert.Equal([path], fields.Paths);

        var differences = new ViewDifferences();
        ViewComparison.Compare(Payload.ModelOf(name).Name, wrong, 0, false, differences);
        Assert.Empty(differences.All);
        Assert.Equal([path[eventName.Length..]], differences.OfView.Paths);
    }

    // The object in which the id is is part of it.
    private static bool IsSubject(string eventName, string path) =>
        (string?)Schema["events"]![eventName]!["subject"] is { } subject
            && (path == $"{eventName}.{subject}" || path == $"{eventName}.{subject.Split('.')[0]}");

    private static void AssertRefused(string name, string path, byte[] json)
    {
        var exception = Assert.Throws<JsonException>(() => Models.Dispatch(Payload.ModelOf(name), name.Split('.')[0], json));
        Assert.Equal(path, exception.Path);
        Assert.StartsWith($"{path}: ", exception.Message, StringComparison.Ordinal);
    }
}
