using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The embeds and components of a message as Discord returns them: with what it adds to those that a bot has sent.</summary>
internal static class MessageParts
{
    /// <summary>An embed of a bot has the type <c>rich</c>; its fields say whether they are inline.</summary>
    /// <returns>The JSON of the list; null when the bot has sent none.</returns>
    /// <remarks>https://discord.com/developers/docs/resources/message#embed-object</remarks>
    public static byte[]? Embeds(JsonElement body) => body.Field("embeds") is not { ValueKind: JsonValueKind.Array } embeds
        ? null
        : Json.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (var embed in embeds.EnumerateArray())
            {
                writer.WriteStartObject();
                writer.WriteString("type", "rich");
                foreach (var property in embed.EnumerateObject())
                {
                    if (property.Name == "fields" && property.Value.ValueKind == JsonValueKind.Array)
                    {
                        WriteFields(writer, property.Value);
                    }
                    else if (property.Name != "type" && property.Value.ValueKind != JsonValueKind.Null)
                    {
                        property.WriteTo(writer);
                    }
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    /// <summary>Components without an id get the numbers from 1, in the order of the text.</summary>
    /// <returns>The JSON of the list; null when the bot has sent none.</returns>
    /// <remarks>https://discord.com/developers/docs/components/reference#anatomy-of-a-component</remarks>
    public static byte[]? Components(JsonElement body)
    {
        if (body.Field("components") is not { ValueKind: JsonValueKind.Array } components)
        {
            return null;
        }

        HashSet<long> taken = [];
        Collect(components, taken);
        long next = 0;
        return Json.Write(writer => WriteComponents(writer, components, () =>
        {
            do
            {
                next++;
            }
            while (!taken.Add(next));

            return next;
        }));
    }

    private static void WriteFields(Utf8JsonWriter writer, JsonElement fields)
    {
        writer.WriteStartArray("fields");
        foreach (var field in fields.EnumerateArray())
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Text("name"));
            writer.WriteString("value", field.Text("value"));
            writer.WriteBoolean("inline", field.Flag("inline") ?? false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Collect(JsonElement value, HashSet<long> taken)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in value.EnumerateArray())
            {
                Collect(element, taken);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            if (value.Has("type") && value.Integer("id") is { } id)
            {
                taken.Add(id);
            }

            foreach (string inner in (string[])["components", "component", "accessory"])
            {
                Collect(value.Field(inner), taken);
            }
        }
    }

    private static void WriteComponents(Utf8JsonWriter writer, JsonElement components, Func<long> nextId)
    {
        writer.WriteStartArray();
        foreach (var component in components.EnumerateArray())
        {
            WriteComponent(writer, component, nextId);
        }

        writer.WriteEndArray();
    }

    private static void WriteDefault(Utf8JsonWriter writer, JsonElement component, string name, int otherwise)
    {
        if (component.Field(name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            writer.WriteNumber(name, otherwise);
        }
    }

    private static void WriteComponent(Utf8JsonWriter writer, JsonElement component, Func<long> nextId)
    {
        writer.WriteStartObject();
        writer.WriteNumber("type", component.Integer("type") ?? 0);

        // An id of 0 is none.
        writer.WriteNumber("id", component.Integer("id") is { } id and not 0 ? id : nextId());
        if (component.Integer("type") is 3 or (>= 5 and <= 8))
        {
            // A select menu in which one value is chosen.
            WriteDefault(writer, component, "min_values", 1);
            WriteDefault(writer, component, "max_values", 1);
        }

        foreach (var property in component.EnumerateObject())
        {
            switch (property)
            {
                case { Name: "type" or "id" } or { Value.ValueKind: JsonValueKind.Null }:
                    break;
                case { Name: "components", Value.ValueKind: JsonValueKind.Array }:
                    writer.WritePropertyName(property.Name);
                    WriteComponents(writer, property.Value, nextId);
                    break;
                case { Name: "accessory" or "component", Value.ValueKind: JsonValueKind.Object }:
                    writer.WritePropertyName(property.Name);
                    WriteComponent(writer, property.Value, nextId);
                    break;
                default:
                    property.WriteTo(writer);
                    break;
            }
        }

        writer.WriteEndObject();
    }
}
