using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Reads the data that the shard itself needs of guilds: which ones READY announces, and which one has become available, has gone or is in
/// an outage.
/// </summary>
internal static class GuildFacts
{
    /// <summary>Reads the guilds that READY announces; none if the field is missing.</summary>
    public static List<ulong> ReadAnnounced(ReadOnlySpan<byte> ready)
    {
        List<ulong> ids = [];
        try
        {
            var reader = new Utf8JsonReader(ready);
            reader.Read();
            if (PropertyReader.TryFind(ref reader, "guilds"u8) && reader.TokenType == JsonTokenType.StartArray)
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
            // Text that is not JSON announces no further guilds.
        }

        return ids;
    }

    /// <summary>
    /// Reads the id of the guild in GUILD_CREATE or GUILD_DELETE, and whether it is in an outage. Null if there is no id.
    /// </summary>
    /// <remarks>
    /// A guild in an outage has <c>"unavailable": true</c>; GUILD_DELETE without it means that the bot is no longer in the guild.
    /// https://discord.com/developers/docs/events/gateway-events#guild-delete
    /// </remarks>
    public static (ulong Id, bool IsUnavailable)? Read(ReadOnlySpan<byte> guild)
    {
        ulong? id = null;
        bool? isUnavailable = null;
        try
        {
            int at = JsonExtent.SkipWhiteSpace(guild, 0);
            bool hasMore = JsonExtent.At(guild, at) == '{';

            // A guild may have megabytes: its values are skipped, not read.
            while (hasMore && (id is null || isUnavailable is null))
            {
                int name = JsonExtent.SkipWhiteSpace(guild, at + 1);
                int nameEnd = JsonExtent.EndOfString(guild, name);
                int value = JsonExtent.SkipWhiteSpace(guild, JsonExtent.SkipWhiteSpace(guild, nameEnd) + 1);
                int end = JsonExtent.EndOf(guild, value);
                if (guild[name..nameEnd].SequenceEqual("\"id\""u8))
                {
                    var reader = new Utf8JsonReader(guild[value..end]);
                    reader.Read();
                    id = ObjectId.ReadDigits(ref reader);
                }
                else if (guild[name..nameEnd].SequenceEqual("\"unavailable\""u8))
                {
                    isUnavailable = guild[value..end].SequenceEqual("true"u8);
                }

                at = JsonExtent.SkipWhiteSpace(guild, end);
                hasMore = JsonExtent.At(guild, at) == ',';
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Bytes after the end of the JSON are ignored.
        }

        return id is { } known ? (known, isUnavailable ?? false) : null;
    }
}
