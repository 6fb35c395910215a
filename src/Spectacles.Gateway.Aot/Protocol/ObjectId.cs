using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>The id of an object, of which the shard itself wants nothing else.</summary>
internal static class ObjectId
{
    /// <summary>Reads past the value at the reader. Null when it is no object, or has no id.</summary>
    public static Snowflake? Read(ref Utf8JsonReader reader)
    {
        Snowflake? id = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return id;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            id = isId ? ReadDigits(ref reader) ?? id : id;
            reader.Skip();
        }

        return id;
    }

    /// <summary>The id at the reader; null when it is none.</summary>
    public static Snowflake? ReadDigits(ref Utf8JsonReader reader) =>
        WholeNumber.TryReadUnsigned(reader, out ulong id) ? id : null;
}
