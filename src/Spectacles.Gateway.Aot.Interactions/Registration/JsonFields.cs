using System.Text.Json;

namespace Spectacles.Gateway.Interactions;

/// <summary>Finds the parts of a JSON value, without a DOM.</summary>
internal static class JsonFields
{
    /// <summary>Returns the value of a property of an object; empty if there is none, or it is null.</summary>
    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> json, string name)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFound = reader.ValueTextEquals(name);
            var value = Value(ref reader, json);
            if (isFound)
            {
                return value.SequenceEqual("null"u8) ? default : value;
            }
        }

        return default;
    }

    /// <summary>Moves past the next value, and returns it as it is.</summary>
    public static ReadOnlySpan<byte> Value(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }

    /// <summary>Returns a text, or the digits of a number; empty if it is absent.</summary>
    public static string Text(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return "";
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString()! : System.Text.Encoding.UTF8.GetString(json);
    }

    /// <summary>Returns the whole numbers of a list; empty if it is absent.</summary>
    public static SortedSet<int> Integers(ReadOnlySpan<byte> json)
    {
        SortedSet<int> numbers = [];
        if (!json.IsEmpty)
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.Number)
            {
                numbers.Add(reader.GetInt32());
            }
        }

        return numbers;
    }
}
