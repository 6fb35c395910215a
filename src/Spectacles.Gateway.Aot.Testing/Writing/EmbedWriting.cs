using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Writes the embeds that a bot sends in the form in which Discord returns them.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#embed-object</remarks>
internal static class EmbedWriting
{
    /// <param name="embeds">The embeds as the bot sent them.</param>
    /// <param name="attachments">The attachments of the message, which <c>attachment://</c> refers to.</param>
    public static byte[] Complete(JsonElement embeds, IReadOnlyList<SimulatedAttachment> attachments) => Json.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var embed in embeds.EnumerateArray())
        {
            writer.WriteStartObject();
            writer.WriteString("type", "rich");
            foreach (var property in embed.EnumerateObject())
            {
                if (property.Value.ValueKind is not JsonValueKind.Null)
                {
                    WriteProperty(writer, property, attachments);
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteProperty(Utf8JsonWriter writer, JsonProperty property, IReadOnlyList<SimulatedAttachment> attachments)
    {
        var value = property.Value;
        switch (property.Name)
        {
            case "title" or "description" or "url" or "color":
                property.WriteTo(writer);
                break;
            case "timestamp" when value.TryGetDateTimeOffset(out var time):
                writer.WriteTime("timestamp", time.ToUniversalTime());
                break;
            case "image" or "thumbnail":
                WriteMedia(writer, property.Name, value, attachments);
                break;
            case "author" or "footer":
                WriteWithIcon(writer, property.Name, value, attachments);
                break;
            case "fields":
                WriteFields(writer, value);
                break;
        }
    }

    /// <summary>An image. One that refers to no attachment of the message is left out.</summary>
    private static void WriteMedia(
        Utf8JsonWriter writer, string name, JsonElement value, IReadOnlyList<SimulatedAttachment> attachments)
    {
        if (Resolve(value.Text("url"), attachments) is not { } url)
        {
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("url", url);
        writer.WriteString("proxy_url", url);
        writer.WriteEndObject();
    }

    private static void WriteWithIcon(
        Utf8JsonWriter writer, string name, JsonElement value, IReadOnlyList<SimulatedAttachment> attachments)
    {
        writer.WriteStartObject(name);
        foreach (string text in (string[])["name", "text", "url"])
        {
            if (value.Text(text) is { } set)
            {
                writer.WriteString(text, set);
            }
        }

        if (Resolve(value.Text("icon_url"), attachments) is { } icon)
        {
            writer.WriteString("icon_url", icon);
            writer.WriteString("proxy_icon_url", icon);
        }

        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, JsonElement fields)
    {
        writer.WriteStartArray("fields");
        foreach (var field in fields.EnumerateArray())
        {
            writer.WriteStartObject();
            writer.WriteString("name", field.Text("name"));
            writer.WriteString("value", field.Text("value"));
            writer.WriteBoolean("inline", field.Flag("inline") == true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string? Resolve(string? url, IReadOnlyList<SimulatedAttachment> attachments) =>
        AttachmentNaming.NameIn(url) is { } name ? attachments.FirstOrDefault(attachment => attachment.Name == name)?.Url : url;
}
