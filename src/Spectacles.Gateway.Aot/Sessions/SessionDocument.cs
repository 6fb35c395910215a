using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Reads and writes the text of a session file.</summary>
internal static class SessionDocument
{
    private const string Format = "spectacles-gateway-sessions";

    // 2: with a checksum.
    private const int Version = 2;

    /// <summary>The maximum age difference to the newest session. Older sessions belong to shards that no longer run.</summary>
    private static readonly TimeSpan LongestBehind = TimeSpan.FromDays(1);

    /// <param name="sessions">The sessions.</param>
    /// <param name="saved">The time of the session that is saved now. The clock may have been wrong when others were saved.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyCollection<StoredSession> sessions, DateTimeOffset? saved)
    {
        var list = new ArrayBufferWriter<byte>(256 + (sessions.Count * 384));
        using (var writer = new Utf8JsonWriter(list))
        {
            writer.WriteStartArray();
            foreach (
                var session in sessions
                    .Where(session => saved is not { } now || (now - session.SavedAt).Duration() <= LongestBehind)
                    .OrderBy(session => session.ShardId))
            {
                session.Write(writer);
            }

            writer.WriteEndArray();
        }

        var document = new ArrayBufferWriter<byte>(256 + list.WrittenCount);
        using (var writer = new Utf8JsonWriter(document))
        {
            writer.WriteStartObject();
            writer.WriteString("format"u8, Format);
            writer.WriteNumber("version"u8, Version);
            writer.WriteString("sha256"u8, ChecksumOf(list.WrittenSpan));
            writer.WritePropertyName("sessions"u8);
            writer.WriteRawValue(list.WrittenSpan, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return document.WrittenMemory;
    }

    /// <exception cref="InvalidDataException">The text is not a session file. The message says why.</exception>
    public static Dictionary<int, StoredSession> Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return ReadCore(text);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Without the inner exception, whose message quotes the file and may contain a session's id.
            throw new InvalidDataException("it is damaged, or not JSON");
        }
    }

    private static Dictionary<int, StoredSession> ReadCore(ReadOnlySpan<byte> text)
    {
        Dictionary<int, StoredSession>? sessions = null;
        ReadOnlySpan<byte> list = default;
        string? checksum = null;
        bool isOurs = false;
        int version = 0;
        var reader = new Utf8JsonReader(text);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidDataException("it is not a JSON object");
        }

        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            switch (properties.ReadName(ref reader))
            {
                case "format" when reader.TokenType == JsonTokenType.String:
                    isOurs = reader.ValueTextEquals(Format);
                    break;
                case "version" when reader.TokenType == JsonTokenType.Number:
                    reader.TryGetInt32(out version);
                    break;
                case "sha256" when reader.TokenType == JsonTokenType.String:
                    checksum = reader.GetString();
                    break;
                case "sessions" when reader.TokenType == JsonTokenType.StartArray:
                    int start = (int)reader.TokenStartIndex;
                    sessions = ReadSessions(ref reader);
                    list = text[start..(int)reader.BytesConsumed];
                    break;
            }
        }

        if (reader.Read())
        {
            throw new JsonException("Unexpected text after the object.");
        }

        if (!isOurs || sessions is null)
        {
            throw new InvalidDataException("it is not a session file");
        }

        if (version != Version)
        {
            throw new InvalidDataException($"it has version {version}, but this library reads version {Version}");
        }

        return checksum == ChecksumOf(list)
            ? sessions
            : throw new InvalidDataException("it is damaged: its checksum does not match its sessions");
    }

    private static string ChecksumOf(ReadOnlySpan<byte> list)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(list, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static Dictionary<int, StoredSession> ReadSessions(ref Utf8JsonReader reader)
    {
        var sessions = new Dictionary<int, StoredSession>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (StoredSession.TryRead(ref reader, out var session))
            {
                sessions[session.ShardId] = session;
            }
        }

        return sessions;
    }
}
