using System.Text.Json;

namespace Spectacles.Gateway.Protocol;

/// <summary>What resharding reads of guilds: which ones READY announces, and which one an event brings.</summary>
internal static class GuildFacts
{
    /// <summary>The guilds that READY announces; none when it does not say.</summary>
    public static List<ulong> ReadAnnounced(ReadOnlySpan<byte> ready)
    {
        List<ulong> ids = [];
        try
        {
            var reader = new Utf8JsonReader(ready);
            if (TryFind(ref reader, "guilds"u8) && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    if (ObjectId.Read(ref reader) is { } id)
                    {
                        ids.Add(id);
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is no JSON announces nothing more.
        }

        return ids;
    }

    /// <summary>The id of the object, as in GUILD_CREATE and GUILD_DELETE.</summary>
    public static ulong? ReadId(ReadOnlySpan<byte> guild)
    {
        try
        {
            var reader = new Utf8JsonReader(guild);
            return TryFind(ref reader, "id"u8) ? ObjectId.ReadDigits(ref reader) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool TryFind(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
