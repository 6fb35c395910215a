using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Messages with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#message-object</remarks>
internal static class MessageWriting
{
    private const int DefaultType = 0;
    private const int ReplyType = 19;
    private const int CommandType = 20;

    /// <param name="writer">The writer.</param>
    /// <param name="message">The message.</param>
    /// <param name="asEvent">Whether the message is for MESSAGE_CREATE, which adds the guild, the member and the channel type.</param>
    /// <param name="isReferenced">Whether the message is inside of a reply to it. The message that it replies to is then left out.</param>
    public static void WriteMessage(this Utf8JsonWriter writer, SimulatedMessage message, bool asEvent, bool isReferenced = false)
    {
        writer.WriteStartObject();
        writer.WriteId("id", message.Id);
        writer.WriteId("channel_id", message.Channel.Id);
        writer.WriteNumber("type", message switch
        {
            { Interaction.Kind: InteractionKind.Command } => CommandType,
            { ReplyTo: not null } => ReplyType,
            _ => DefaultType,
        });
        writer.WritePropertyName("author");
        writer.WriteUser(message.Author);
        writer.WriteString("content", message.Content);
        writer.WriteTime("timestamp", message.Time);
        if (message.EditedAt is { } edited)
        {
            writer.WriteTime("edited_timestamp", edited);
        }
        else
        {
            writer.WriteNull("edited_timestamp");
        }

        writer.WriteBoolean("tts", false);
        writer.WriteBoolean("mention_everyone", false);
        writer.WriteBoolean("pinned", false);
        writer.WriteNumber("flags", (int)message.Flags);
        writer.WriteEmptyArrays("mention_roles", "attachments");
        WriteRaw(writer, "embeds", message.Embeds);
        WriteRaw(writer, "components", message.Components);
        WriteMentions(writer, message);
        if (message.Nonce.Length > 0)
        {
            WriteRaw(writer, "nonce", message.Nonce);
        }

        if (message.Interaction is { } interaction)
        {
            WriteInteraction(writer, interaction);
        }

        if (message.ReplyTo is { } reference)
        {
            WriteReference(writer, message, reference.Value, isReferenced);
        }

        if (message.Thread is { } thread)
        {
            writer.WritePropertyName("thread");
            writer.WriteChannel(thread, withGuild: true, withMember: true);
        }

        if (asEvent)
        {
            WriteEventFields(writer, message);
        }

        writer.WriteEndObject();
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#message-interaction-metadata-object</remarks>
    private static void WriteInteraction(Utf8JsonWriter writer, PendingInteraction interaction)
    {
        writer.WriteStartObject("interaction_metadata");
        writer.WriteId("id", interaction.Id);
        writer.WriteNumber("type", (int)interaction.Kind);
        writer.WritePropertyName("user");
        writer.WriteUser(interaction.User);
        writer.WriteStartObject("authorizing_integration_owners");
        if (interaction.Channel.GuildId is { } guild)
        {
            writer.WriteId("0", guild);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteEventFields(Utf8JsonWriter writer, SimulatedMessage message)
    {
        writer.WriteNumber("channel_type", (int)message.Channel.Kind);
        if (message.Channel.GuildId is { } guild)
        {
            writer.WriteId("guild_id", guild);
        }

        if (message.Member is not { } member)
        {
            return;
        }

        writer.WritePropertyName("member");
        writer.WriteMember(member, withUser: false);
    }

    private static void WriteMentions(Utf8JsonWriter writer, SimulatedMessage message)
    {
        writer.WriteStartArray("mentions");
        foreach ((var user, var member) in message.Mentions)
        {
            writer.WriteStartObject();
            writer.WriteUserFields(user);
            if (member is not null)
            {
                writer.WritePropertyName("member");
                writer.WriteMember(member, withUser: false);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteReference(Utf8JsonWriter writer, SimulatedMessage message, ulong reference, bool isReferenced)
    {
        writer.WriteStartObject("message_reference");
        writer.WriteNumber("type", 0);
        writer.WriteId("message_id", new Snowflake(reference));
        writer.WriteId("channel_id", message.Channel.Id);
        if (message.Channel.GuildId is { } guild)
        {
            writer.WriteId("guild_id", guild);
        }

        writer.WriteEndObject();
        if (isReferenced)
        {
            return;
        }

        if (message.Referenced is { } referenced)
        {
            writer.WritePropertyName("referenced_message");
            writer.WriteMessage(referenced, asEvent: false, isReferenced: true);
        }
        else
        {
            // The message was deleted, or is too old.
            writer.WriteNull("referenced_message");
        }
    }

    private static void WriteRaw(Utf8JsonWriter writer, string name, byte[] json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Length == 0 ? "[]"u8 : json, skipInputValidation: true);
    }
}
