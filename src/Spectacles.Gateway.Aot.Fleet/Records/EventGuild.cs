using System.Buffers.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>Finds the guild of an event in its payload.</summary>
internal static class EventGuild
{
    /// <summary>Returns the guild's id; null if the event has none, or the payload is not JSON.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">The payload. It is read up to the id.</param>
    public static ulong? Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        bool isGuild = name.SequenceEqual("GUILD_CREATE"u8) || name.SequenceEqual("GUILD_UPDATE"u8) || name.SequenceEqual("GUILD_DELETE"u8);
        try
        {
            return Find(new Utf8JsonReader(data), isGuild ? "id"u8 : "guild_id"u8);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ulong? Find(Utf8JsonReader reader, ReadOnlySpan<byte> property)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isFound = reader.ValueTextEquals(property);
            reader.Read();
            if (isFound)
            {
                return Utf8Parser.TryParse(reader.ValueSpan, out ulong id, out int length) && length == reader.ValueSpan.Length ? id : null;
            }

            reader.Skip();
        }

        return null;
    }
}
