using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Removes the fields that need the MESSAGE_CONTENT intent, for sessions without it.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#message-content-intent</remarks>
internal static class ContentFilter
{
    /// <summary>The event's data for a session with these intents. Returns the same array when nothing has to be removed.</summary>
    public static byte[] Apply(string name, byte[] data, GatewayIntents intents, ulong botId)
    {
        if ((intents & GatewayIntents.MessageContent) != 0)
        {
            return data;
        }

        return name switch
        {
            "MESSAGE_CREATE" or "MESSAGE_UPDATE" when new JsonSlice(data)["guild_id"u8].IsNullOrAbsent => data,
            "MESSAGE_CREATE" or "MESSAGE_UPDATE" =>
                Json.Write((data, botId), static (writer, state) => WriteMessage(writer, new JsonSlice(state.data), state.botId)),
            "AUTO_MODERATION_ACTION_EXECUTION" when new JsonSlice(data).IsObject =>
                Json.Write(data, static (writer, data) => WriteExecution(writer, new JsonSlice(data))),
            _ => data,
        };
    }

    /// <summary>Whether the bot wrote the message or is mentioned in it: such a message keeps its content.</summary>
    public static bool IsExempt(JsonSlice message, ulong botId)
    {
        if (message["author"u8]["id"u8].TryGetSnowflake(out ulong author) && author == botId)
        {
            return true;
        }

        foreach (var user in message["mentions"u8])
        {
            if (user["id"u8].TryGetSnowflake(out ulong mentioned) && mentioned == botId)
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteMessage(Utf8JsonWriter writer, JsonSlice message, ulong botId, bool exempt = false)
    {
        exempt |= IsExempt(message, botId);
        WriteObject(writer, message, (writer, name, value) =>
        {
            if (name.SequenceEqual("referenced_message"u8) && new JsonSlice(value).IsObject)
            {
                writer.WritePropertyName(name);
                WriteMessage(writer, new JsonSlice(value), botId);
                return true;
            }

            if (name.SequenceEqual("message_snapshots"u8) && new JsonSlice(value).IsArray)
            {
                writer.WritePropertyName(name);
                WriteSnapshots(writer, new JsonSlice(value), botId, exempt);
                return true;
            }

            if (exempt)
            {
                return false;
            }

            if (name.SequenceEqual("content"u8))
            {
                writer.WriteString(name, ""u8);
            }
            else if (name.SequenceEqual("embeds"u8) || name.SequenceEqual("attachments"u8) || name.SequenceEqual("components"u8))
            {
                WriteEmptyArray(writer, name);
            }
            else if (!name.SequenceEqual("poll"u8))
            {
                return false;
            }

            return true;
        });
    }

    /// <summary>Writes the forwarded messages. A snapshot has no author, so the rule for the forwarding message applies.</summary>
    private static void WriteSnapshots(Utf8JsonWriter writer, JsonSlice snapshots, ulong botId, bool exempt)
    {
        writer.WriteStartArray();
        foreach (var snapshot in snapshots)
        {
            if (!snapshot.IsObject)
            {
                writer.WriteRawValue(snapshot.Bytes, skipInputValidation: true);
                continue;
            }

            WriteObject(writer, snapshot, (writer, name, value) =>
            {
                if (!name.SequenceEqual("message"u8) || !new JsonSlice(value).IsObject)
                {
                    return false;
                }

                writer.WritePropertyName(name);
                WriteMessage(writer, new JsonSlice(value), botId, exempt);
                return true;
            });
        }

        writer.WriteEndArray();
    }

    private static void WriteExecution(Utf8JsonWriter writer, JsonSlice execution) => WriteObject(
        writer,
        execution,
        static (writer, name, _) =>
    {
        if (name.SequenceEqual("content"u8))
        {
            writer.WriteString(name, ""u8);
        }
        else if (name.SequenceEqual("matched_content"u8))
        {
            writer.WriteNull(name);
        }
        else
        {
            return false;
        }

        return true;
    });

    private static void WriteEmptyArray(Utf8JsonWriter writer, ReadOnlySpan<byte> name)
    {
        writer.WriteStartArray(name);
        writer.WriteEndArray();
    }

    private delegate bool Replacement(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    private static void WriteObject(Utf8JsonWriter writer, JsonSlice source, Replacement replace)
    {
        var reader = new Utf8JsonReader(source.Bytes);
        reader.Read();
        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = source.Bytes[start..(int)reader.BytesConsumed];
            if (replace(writer, name, value))
            {
                continue;
            }

            writer.WritePropertyName(name);
            writer.WriteRawValue(value, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
