using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What Discord may send besides a payload: made of it and of the schema.</summary>
internal static class PayloadVariant
{
    public static IReadOnlyDictionary<string, Action<PayloadObject>> All { get; } = new Dictionary<string, Action<PayloadObject>>
    {
        ["null where null may be"] = found => Set(found, field => field.IsNullable || field.Type == "marker", (_, _) => null),
        ["without what may be absent"] = found =>
        {
            foreach (var field in found.Known.Where(field => field.IsOptional).ToArray())
            {
                found.Json.Remove(field.Name);
            }
        },
        ["unknown values of enums"] = found => Set(
            found,
            field => SchemaFields.UnknownValueOf(field.Element) is not null && !SchemaFields.IsTag(field),
            (field, value) =>
                value is JsonArray list
                    ? new JsonArray([.. list.Select(_ => SchemaFields.UnknownValueOf(field.Element))])
                    : SchemaFields.UnknownValueOf(field.Element)),
        ["unknown members of unions"] = found =>
        {
            if (SchemaFields.TagOf(found.Type) is { } tag)
            {
                found.Json[tag.Name] = 1_000_003;
            }
        },
    };

    /// <summary>The payload without what the schema does not know, and with snowflakes as they are written: in strings.</summary>
    public static byte[] Known(string name) => Change(name, Payload.Read(name), found =>
    {
        foreach (string unknown in found.Unknown.ToArray())
        {
            found.Json.Remove(unknown);
        }

        Set(found, field => field.Type == "snowflake", (_, value) => value?.ToString());
    });

    public static byte[] Change(string name, byte[] json, Action<PayloadObject> change)
    {
        var payload = JsonNode.Parse(json)!;
        foreach (var found in PayloadObject.In(name, payload))
        {
            change(found);
        }

        return JsonSerializer.SerializeToUtf8Bytes(payload);
    }

    private static void Set(PayloadObject found, Func<SchemaField, bool> isMeant, Func<SchemaField, JsonNode?, JsonNode?> valueOf)
    {
        foreach (var field in found.Known.Where(isMeant).ToArray())
        {
            if (found.Json[field.Name] is { } value)
            {
                found.Json[field.Name] = valueOf(field, value);
            }
        }
    }
}
