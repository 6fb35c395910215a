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

    /// <summary>Reads the id at the reader; null if it is not an id.</summary>
    public static Snowflake? ReadDigits(ref Utf8JsonReader reader) =>
        WholeNumber.TryReadUnsigned(reader, out ulong id) ? id : null;
}
