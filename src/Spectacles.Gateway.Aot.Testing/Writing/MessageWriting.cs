using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Messages with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#message-object</remarks>
internal static class MessageWriting
{
    private const int ReplyReference = 0;
    private const int ForwardReference = 1;

    /// <param name="writer">The writer.</param>
    /// <param name="message">The message.</param>
    /// <param name="asEvent">Whether the message is for MESSAGE_CREATE, which adds the guild, the member and the channel type.</param>
    /// <param name="isReferenced">Whether the message is inside of a reply to it. The message that it replies to is then left out.</param>
    public static void WriteMessage(this Utf8JsonWriter writer, SimulatedMessage message, bool asEvent, bool isReferenced = false)
    {
        writer.WriteStartObject();
        writer.WriteId("id", message.Id);
        writer.WriteId("channel_id", message.Channel.Id);
        writer.WriteAuthor(message);
        WriteContent(writer, message);
        writer.WriteBoolean("tts", message.IsTextToSpeech);
        writer.WriteBoolean("mention_everyone", message.MentionsEveryone);
        writer.WriteBoolean("pinned", message.PinnedAt is not null);
        if (message.Reactions.Count > 0)
        {
            writer.WriteReactions(message.Reactions);
        }

        if (message.Nonce.Length > 0)
        {
            WriteRaw(writer, "nonce", message.Nonce);
        }

        if (message.Poll is { } poll)
        {
            writer.WritePoll(poll);
        }

        if (message.Interaction is { } interaction)
        {
            WriteInteraction(writer, interaction);
        }

        WriteReference(writer, message, isReferenced);
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

    /// <summary>The fields of an event about something in a channel, which tell the channel.</summary>
    public static void WriteChannelAndGuild(this Utf8JsonWriter writer, SimulatedChannel channel)
    {
        writer.WriteId("channel_id", channel.Id);
        if (channel.GuildId is { } guild)
        {
            writer.WriteId("guild_id", guild);
        }
    }

    /// <summary>The fields of a message that a forwarded one has, too.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#message-snapshot-object</remarks>
    private static void WriteContent(Utf8JsonWriter writer, SimulatedMessage message)
    {
        writer.WriteNumber("type", (int)message.Kind);
        writer.WriteString("content", message.Content);
        writer.WriteTime("timestamp", message.Time);
        writer.WriteTime("edited_timestamp", message.EditedAt);
        writer.WriteNumber("flags", (int)message.Flags);
        WriteMentions(writer, message);
        writer.WriteStartArray("mention_roles");
        foreach (var role in message.MentionedRoles)
        {
            writer.WriteIdValue(role);
        }

        writer.WriteEndArray();
        writer.WriteAttachments(message);
        WriteRaw(writer, "embeds", (message.Flags & MessageFlags.SuppressEmbeds) != 0 ? [] : message.Embeds);
        WriteRaw(writer, "components", message.Components);
        if (message.Stickers.Count > 0)
        {
            WriteStickers(writer, message.Stickers);
        }
    }

    /// <summary>
    /// The interaction that the message answers; for a command also in the deprecated form, by which older libraries tell whose buttons
    /// these are.
    /// </summary>
    /// <remarks>
    /// https://discord.com/developers/docs/resources/message#message-interaction-metadata-object and
    /// https://discord.com/developers/docs/interactions/receiving-and-responding#message-interaction-object
    /// </remarks>
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
        if (interaction.Command is { } command)
        {
            writer.WriteStartObject("interaction");
            writer.WriteId("id", interaction.Id);
            writer.WriteNumber("type", (int)interaction.Kind);
            writer.WriteString("name", command);
            writer.WritePropertyName("user");
            writer.WriteUser(interaction.User);
            writer.WriteEndObject();
        }
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

    /// <remarks>https://discord.com/developers/docs/resources/sticker#sticker-item-object</remarks>
    private static void WriteStickers(Utf8JsonWriter writer, IReadOnlyList<Snowflake> stickers)
    {
        writer.WriteStartArray("sticker_items");
        foreach (var id in stickers)
        {
            writer.WriteStartObject();
            writer.WriteId("id", id);
            writer.WriteString("name", $"sticker {id}");
            writer.WriteNumber("format_type", 1);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#message-reference-object</remarks>
    private static void WriteReference(Utf8JsonWriter writer, SimulatedMessage message, bool isReferenced)
    {
        if (message.Reference is not { } reference)
        {
            return;
        }

        writer.WriteStartObject("message_reference");
        writer.WriteNumber("type", message.Snapshot is null ? ReplyReference : ForwardReference);
        writer.WriteId("message_id", reference.Id);
        writer.WriteId("channel_id", reference.ChannelId);
        if (reference.GuildId is { } guild)
        {
            writer.WriteId("guild_id", guild);
        }

        writer.WriteEndObject();
        if (message.Snapshot is { } snapshot)
        {
            writer.WriteStartArray("message_snapshots");
            writer.WriteStartObject();
            writer.WriteStartObject("message");
            WriteContent(writer, snapshot);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        else if (message.Kind == MessageKind.Reply && !isReferenced)
        {
            WriteReferenced(writer, message.Referenced);
        }
    }

    private static void WriteReferenced(Utf8JsonWriter writer, SimulatedMessage? referenced)
    {
        if (referenced is null)
        {
            // The message was deleted, or is too old.
            writer.WriteNull("referenced_message");
            return;
        }

        writer.WritePropertyName("referenced_message");
        writer.WriteMessage(referenced with { Nonce = [] }, asEvent: false, isReferenced: true);
    }

    private static void WriteRaw(Utf8JsonWriter writer, string name, byte[] json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Length == 0 ? "[]"u8 : json, skipInputValidation: true);
    }
}
