using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Writes the components that a bot sends as Discord returns them: each with an id, and with its defaults.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
internal sealed class ComponentWriting
{
    private static readonly string[] MediaFields = ["media", "file"];

    private readonly IReadOnlyList<SimulatedAttachment> attachments;
    private readonly IdSource ids;
    private readonly HashSet<long> usedIds = [];
    private int lastId;

    private ComponentWriting(IReadOnlyList<SimulatedAttachment> attachments, IdSource ids) =>
        (this.attachments, this.ids) = (attachments, ids);

    /// <param name="components">The components as the bot sent them.</param>
    /// <param name="attachments">The attachments of the message, which <c>attachment://</c> refers to.</param>
    /// <param name="ids">Creates the ids of media.</param>
    public static byte[] Complete(JsonElement components, IReadOnlyList<SimulatedAttachment> attachments, IdSource ids)
    {
        var writing = new ComponentWriting(attachments, ids);
        writing.FindIds(components);
        return Json.Write(writer => writing.Write(writer, components));
    }

    /// <summary>The ids that the bot has chosen. The others are numbers from 1 that are not among them.</summary>
    private void FindIds(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in value.EnumerateArray())
            {
                FindIds(element);
            }
        }
        else if (IsComponent(value))
        {
            usedIds.Add(value.Integer("id") ?? 0);
            FindIds(value.Field("components"));
            FindIds(value.Field("accessory"));
        }
    }

    private void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                WriteObject(writer, value);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement value)
    {
        bool isComponent = IsComponent(value);
        writer.WriteStartObject();
        if (isComponent)
        {
            // Before the ids of the components in it.
            writer.WriteNumber("id", value.Integer("id") is { } chosen and not 0 ? chosen : NextId());
        }

        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null || (isComponent && property.Name == "id"))
            {
                continue;
            }

            writer.WritePropertyName(property.Name);
            if (MediaFields.Contains(property.Name) && property.Value.Text("url") is { } url)
            {
                WriteMedia(writer, url);
            }
            else
            {
                Write(writer, property.Value);
            }
        }

        if (isComponent)
        {
            WriteDefaults(writer, value, Defaults(value.Integer("type")));
        }
        else if (value.Has("media"))
        {
            WriteDefaults(writer, value, [("description", "null"), ("spoiler", "false")]);
        }

        writer.WriteEndObject();
    }

    private int NextId()
    {
        do
        {
            lastId++;
        }
        while (usedIds.Contains(lastId));
        return lastId;
    }

    /// <remarks>https://discord.com/developers/docs/components/reference#unfurled-media-item</remarks>
    private void WriteMedia(Utf8JsonWriter writer, string url)
    {
        var attachment = attachments.FirstOrDefault(one => one.Name == AttachmentNaming.NameIn(url));
        writer.WriteStartObject();
        writer.WriteId("id", attachment?.Id ?? ids.Now());
        writer.WriteString("url", attachment?.Url ?? url);
        writer.WriteString("proxy_url", attachment?.Url ?? url);
        if (attachment is not null)
        {
            writer.WriteString("content_type", attachment.ContentType);
            writer.WriteId("attachment_id", attachment.Id);
        }

        writer.WriteEndObject();
    }

    private static void WriteDefaults(Utf8JsonWriter writer, JsonElement value, ReadOnlySpan<(string Name, string Json)> defaults)
    {
        foreach ((string name, string json) in defaults)
        {
            if (value.Field(name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json);
            }
        }
    }

    /// <summary>The fields with their defaults, by the type of the component.</summary>
    private static (string Name, string Json)[] Defaults(long? type) => type switch
    {
        3 or 5 or 6 or 7 or 8 => [("min_values", "1"), ("max_values", "1")],
        11 => [("description", "null"), ("spoiler", "false")],
        13 => [("name", "null"), ("size", "null"), ("spoiler", "false")],
        14 => [("divider", "true"), ("spacing", "1")],
        17 => [("accent_color", "null"), ("spoiler", "false")],
        _ => [],
    };

    private static bool IsComponent(JsonElement value) => value.Field("type").ValueKind == JsonValueKind.Number;
}
