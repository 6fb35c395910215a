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
                    int depth = reader.CurrentDepth;
                    while (reader.Read() && reader.CurrentDepth > depth)
                    {
                        if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("id"u8) && reader.Read() && ReadId(ref reader) is { } id)
                        {
                            ids.Add(id);
                        }
                        else
                        {
                            reader.Skip();
                        }
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
            return TryFind(ref reader, "id"u8) ? ReadId(ref reader) : null;
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

    private static ulong? ReadId(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && ulong.TryParse(reader.ValueSpan, out ulong id) ? id : null;
}
