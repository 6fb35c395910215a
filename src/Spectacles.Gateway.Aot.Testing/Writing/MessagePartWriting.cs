using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The author, the attachments, the reactions and the poll of a message.</summary>
internal static class MessagePartWriting
{
    /// <summary>The author, and the webhook if one has sent the message: one of a channel, or that of an interaction.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#message-object</remarks>
    public static void WriteAuthor(this Utf8JsonWriter writer, SimulatedMessage message)
    {
        if (message.Webhook is { } webhook)
        {
            writer.WriteStartObject("author");
            writer.WriteId("id", webhook.Id);
            writer.WriteString("username", message.Author.Name);
            writer.WriteString("avatar", webhook.Avatar);
            writer.WriteString("discriminator", "0000");
            writer.WriteNumber("public_flags", 0);
            writer.WriteNumber("flags", 0);
            writer.WriteBoolean("bot", true);
            writer.WriteNulls("global_name", "primary_guild", "clan");
            writer.WriteEndObject();
            writer.WriteId("webhook_id", webhook.Id);
            return;
        }

        writer.WritePropertyName("author");
        writer.WriteUser(message.Author);
        if (message.Interaction is not null)
        {
            // The id of the bot's user is that of its application.
            writer.WriteId("webhook_id", message.Author.Id);
            writer.WriteId("application_id", message.Author.Id);
        }
    }

    public static void WriteAttachments(this Utf8JsonWriter writer, SimulatedMessage message)
    {
        writer.WriteStartArray("attachments");
        foreach (var attachment in message.Attachments)
        {
            writer.WriteAttachment(attachment, message.IsEphemeral);
        }

        writer.WriteEndArray();
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#attachment-object</remarks>
    public static void WriteAttachment(this Utf8JsonWriter writer, SimulatedAttachment attachment, bool isEphemeral)
    {
        writer.WriteStartObject();
        writer.WriteId("id", attachment.Id);
        writer.WriteString("filename", attachment.Name);
        writer.WriteNumber("size", attachment.Size);
        writer.WriteString("url", attachment.Url);
        writer.WriteString("proxy_url", attachment.Url);
        WriteText(writer, "content_type", attachment.ContentType);
        WriteText(writer, "title", attachment.Title);
        WriteText(writer, "description", attachment.Description);
        WriteText(writer, "waveform", attachment.Waveform);
        if (attachment.Seconds is { } seconds)
        {
            writer.WriteNumber("duration_secs", seconds);
        }

        if (isEphemeral)
        {
            writer.WriteBoolean("ephemeral", true);
        }

        writer.WriteEndObject();
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#reaction-object</remarks>
    public static void WriteReactions(this Utf8JsonWriter writer, IReadOnlyList<MessageReaction> reactions)
    {
        writer.WriteStartArray("reactions");
        foreach (var reaction in reactions)
        {
            writer.WriteStartObject();
            writer.WriteEmoji(reaction.Emoji);
            writer.WriteNumber("count", reaction.Users.Count);
            writer.WriteStartObject("count_details");
            writer.WriteNumber("burst", 0);
            writer.WriteNumber("normal", reaction.Users.Count);
            writer.WriteEndObject();
            writer.WriteEmptyArrays("burst_colors");
            writer.WriteBoolean("me_burst", false);
            writer.WriteBoolean("me", reaction.Users.Any(user => user.IsBot));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The field <c>emoji</c> of a reaction.</summary>
    public static void WriteEmoji(this Utf8JsonWriter writer, ReactionEmoji emoji)
    {
        writer.WriteStartObject("emoji");
        writer.WriteId("id", emoji.Id);
        writer.WriteString("name", emoji.Name);
        writer.WriteEndObject();
    }

    /// <remarks>https://discord.com/developers/docs/resources/poll#poll-object</remarks>
    public static void WritePoll(this Utf8JsonWriter writer, SimulatedPoll poll)
    {
        writer.WriteStartObject("poll");
        writer.WritePropertyName("question");
        writer.WriteRawValue(poll.Question, skipInputValidation: true);
        writer.WriteStartArray("answers");
        for (int answer = 1; answer <= poll.Answers.Count; answer++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("answer_id", answer);
            writer.WritePropertyName("poll_media");
            writer.WriteRawValue(poll.Answers[answer - 1], skipInputValidation: true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteTime("expiry", poll.Ends);
        writer.WriteBoolean("allow_multiselect", poll.AllowsSeveral);
        writer.WriteNumber("layout_type", 1);
        writer.WriteStartObject("results");
        writer.WriteStartArray("answer_counts");
        foreach (var votes in poll.Votes.GroupBy(vote => vote.Answer).OrderBy(votes => votes.Key))
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", votes.Key);
            writer.WriteNumber("count", votes.Count());
            writer.WriteBoolean("me_voted", false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("is_finalized", poll.IsFinal);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}
