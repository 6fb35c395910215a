using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Emojis with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/resources/emoji#emoji-object</remarks>
internal static class EmojiWriting
{
    /// <param name="writer">The writer.</param>
    /// <param name="emoji">The emoji.</param>
    /// <param name="withCreator">Whether the user who created it is written: Discord omits it in events.</param>
    public static void WriteEmoji(this Utf8JsonWriter writer, SimulatedEmoji emoji, bool withCreator)
    {
        writer.WriteStartObject();
        writer.WriteId("id", emoji.Id);
        writer.WriteString("name", emoji.Name);
        writer.WriteIds("roles", emoji.Roles);
        if (withCreator)
        {
            writer.WritePropertyName("user");
            writer.WriteUser(emoji.Creator);
        }

        writer.WriteBoolean("require_colons", true);
        writer.WriteBoolean("managed", false);
        writer.WriteBoolean("animated", emoji.IsAnimated);
        writer.WriteBoolean("available", true);
        writer.WriteEndObject();
    }
}
