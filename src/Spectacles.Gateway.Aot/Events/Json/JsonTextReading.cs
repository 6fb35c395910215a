using System.ComponentModel;
using System.Text.Json;
using System.Text.Unicode;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reading and writing what is kept as it is, and finding out what an object is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonTextReading
{
    /// <summary>Moves to the value of a property of the object that begins here. False when there is none, or no object.</summary>
    public static bool MoveTo(this ref PayloadReader reader, ReadOnlySpan<byte> property)
    {
        if (reader.First != '{')
        {
            return false;
        }

        reader.StartObject();
        while (reader.NextField(out var name))
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
    public static bool ReadMarker(this ref PayloadReader reader) => reader.TryReadNull() || reader.ReadBoolean();

    /// <summary>Reads any value as its text, without white space.</summary>
    public static JsonText ReadJson(this ref PayloadReader reader)
    {
        if (reader.TryReadNull())
        {
            return default;
        }

        // It will go out again as it is, where it has to be JSON.
        var token = reader.Token(out int end);
        while (token.Read())
        {
        }

        var json = reader.Json[reader.Position..end];
        byte[] text = new byte[Utf8.IsValid(json) ? Compact(json, default) : throw new JsonException("The text is not UTF-8.")];
        Compact(json, text);
        reader.Position = end;
        return new JsonText(text);
    }

    /// <summary>Writes a text that was read.</summary>
    public static void WriteJson(this Utf8JsonWriter writer, JsonText value) => writer.WriteRawValue(value.Utf8, skipInputValidation: true);

    /// <summary>Writes a property whose value is a text that was read.</summary>
    public static void WriteJson(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonText value)
    {
        writer.WritePropertyName(name);
        writer.WriteJson(value);
    }

    /// <summary>Copies a text without the white space between its tokens, where there is a target, and says how long it is.</summary>
    private static int Compact(ReadOnlySpan<byte> json, Span<byte> target)
    {
        int length = 0;
        int at = 0;
        while (at < json.Length)
        {
            int end = json[at] == '"' ? JsonExtent.EndOfString(json, at) : at + 1;
            if (json[at] > ' ')
            {
                if (!target.IsEmpty)
                {
                    json[at..end].CopyTo(target[length..]);
                }

                length += end - at;
            }

            at = end;
        }

        return length;
    }
}
