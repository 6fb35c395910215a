using System.Buffers;
using System.ComponentModel;
using System.Text.Json;

namespace Spectacles.Gateway.Events.Json;

/// <summary>Reading and writing what is kept as it is, and finding out what an object is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonTextReading
{
    /// <summary>Moves to the value of a property of the object that begins here. False when there is none, or no object.</summary>
    public static bool MoveTo(this ref Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.NextField(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual(property))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Reads a field that says something by being there: it is <see langword="null"/> then.</summary>
    public static bool ReadMarker(this ref Utf8JsonReader reader) => reader.IsNull() || reader.ReadBoolean();

    /// <summary>Reads any value as its text, without white space.</summary>
    public static JsonText ReadJson(this ref Utf8JsonReader reader)
    {
        if (reader.IsNull())
        {
            return default;
        }

        // A reader does not give its input away, so the text is written anew, token by token.
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        Copy(ref reader, writer);
        writer.Flush();
        return new JsonText(buffer.WrittenSpan.ToArray());
    }

    /// <summary>Writes a text that was read.</summary>
    public static void WriteJson(this Utf8JsonWriter writer, JsonText value) => writer.WriteRawValue(value.Utf8, skipInputValidation: true);

    /// <summary>Writes a property whose value is a text that was read.</summary>
    public static void WriteJson(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonText value)
    {
        writer.WritePropertyName(name);
        writer.WriteJson(value);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        int depth = reader.CurrentDepth;
        do
        {
            CopyToken(ref reader, writer);
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }

    private static void CopyToken(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            case JsonTokenType.Number:
                writer.WriteRawValue(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan, skipInputValidation: true);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.TokenType == JsonTokenType.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
