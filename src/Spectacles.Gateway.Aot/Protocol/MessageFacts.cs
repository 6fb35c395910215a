using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Reads whether a message has the fields that Discord fills only with MESSAGE_CONTENT.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#message-content-intent</remarks>
internal static class MessageFacts
{
    private const int Default = 0;
    private const int Reply = 19;

    /// <summary>Returns whether a message has content, embeds, attachments, components or a poll.</summary>
    /// <param name="message">The data of MESSAGE_CREATE.</param>
    /// <param name="bot">The bot's user.</param>
    /// <returns>
    /// Null if the message shows nothing about the intent. It is not from a guild, or it is from the bot, a webhook or the system. Or it
    /// mentions the bot, or it can be complete without a text: a sticker or a forwarded message.
    /// </returns>
    public static bool? HasContent(ReadOnlySpan<byte> message, Snowflake bot)
    {
        bool isInGuild = false;
        bool isForeign = false;
        bool isExempt = false;
        bool hasContent = false;
        try
        {
            var reader = new Utf8JsonReader(message);
            reader.Read();
            var properties = new PropertyReader();
            while (properties.Next(ref reader))
            {
                if (properties.TryMoveTo(ref reader, "guild_id"u8))
                {
                    isInGuild = reader.TokenType != JsonTokenType.Null;
                }
                else if (properties.TryMoveTo(ref reader, "author"u8))
                {
                    isForeign = ObjectId.Read(ref reader) is { } author && author != bot;
                }
                else if (properties.TryMoveTo(ref reader, "mentions"u8))
                {
                    isExempt |= Contains(ref reader, bot);
                }
                else if (properties.TryMoveTo(ref reader, "type"u8))
                {
                    isExempt |= !reader.TryGetInt32(out int type) || type is not (Default or Reply);
                }
                else if (properties.TryMoveTo(ref reader, "content"u8))
                {
                    hasContent |= reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals(""u8);
                }
                else if (IsFilledByContent(ref properties, ref reader))
                {
                    hasContent |= HasElements(ref reader);
                }
                else if (IsCompleteWithoutText(ref properties, ref reader))
                {
                    isExempt |= HasElements(ref reader);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return isInGuild && isForeign && !isExempt ? hasContent : null;
    }

    private static bool IsFilledByContent(ref PropertyReader properties, ref Utf8JsonReader reader) =>
        properties.TryMoveTo(ref reader, "embeds"u8) || properties.TryMoveTo(ref reader, "attachments"u8)
        || properties.TryMoveTo(ref reader, "components"u8) || properties.TryMoveTo(ref reader, "poll"u8);

    private static bool IsCompleteWithoutText(ref PropertyReader properties, ref Utf8JsonReader reader) =>
        properties.TryMoveTo(ref reader, "webhook_id"u8) || properties.TryMoveTo(ref reader, "sticker_items"u8)
        || properties.TryMoveTo(ref reader, "message_snapshots"u8);

    /// <summary>Reads past the value. Returns whether it is something other than null and an empty list.</summary>
    private static bool HasElements(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            bool hasValue = reader.TokenType != JsonTokenType.Null;
            reader.Skip();
            return hasValue;
        }

        bool hasElements = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            hasElements = true;
            reader.Skip();
        }

        return hasElements;
    }

    /// <summary>Reads past a list of users. Returns whether the bot is one of them.</summary>
    private static bool Contains(ref Utf8JsonReader users, Snowflake bot)
    {
        bool isFound = false;
        if (users.TokenType != JsonTokenType.StartArray)
        {
            users.Skip();
            return isFound;
        }

        while (users.Read() && users.TokenType != JsonTokenType.EndArray)
        {
            isFound |= ObjectId.Read(ref users) == bot;
        }

        return isFound;
    }
}
