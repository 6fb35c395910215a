using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Reads the id of an object when the shard needs no other field.</summary>
internal static class ObjectId
{
    /// <summary>Reads past the value at the reader, and returns its id. Null if it is not an object, or has no id.</summary>
    public static Snowflake? Read(ref Utf8JsonReader reader)
    {
        Snowflake? id = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return id;
        }

        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            id = properties.TryMoveTo(ref reader, "id"u8) ? ReadDigits(ref reader) ?? id : id;
        }

        return id;
    }

    /// <summary>Finds the id of an object whose other values are skipped, not read. Null if it has none.</summary>
    public static Snowflake? Find(ReadOnlySpan<byte> json)
    {
        try
        {
            int at = JsonExtent.SkipWhiteSpace(json, 0);
            bool hasMore = JsonExtent.At(json, at) == '{';
            while (hasMore)
            {
                int name = JsonExtent.SkipWhiteSpace(json, at + 1);
                int nameEnd = JsonExtent.EndOfString(json, name);
                int value = JsonExtent.SkipWhiteSpace(json, JsonExtent.SkipWhiteSpace(json, nameEnd) + 1);
                int end = JsonExtent.EndOf(json, value);
                if (json[name..nameEnd].SequenceEqual("\"id\""u8))
                {
                    var reader = new Utf8JsonReader(json[value..end]);
                    reader.Read();
                    return ReadDigits(ref reader);
                }

                at = JsonExtent.SkipWhiteSpace(json, end);
                hasMore = JsonExtent.At(json, at) == ',';
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Text that is not JSON has no id.
        }

        return null;
    }

    /// <summary>Reads the id at the reader; null if it is not an id.</summary>
    public static Snowflake? ReadDigits(ref Utf8JsonReader reader) =>
        WholeNumber.TryReadUnsigned(reader, out ulong id) ? id : null;
}
