using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>The value of one group in the nodes' state: who owns it, and where its sessions continue.</summary>
/// <param name="Owner">The incarnation of the node that owns it; empty if it was released.</param>
/// <param name="Fence">The number of owners so far.</param>
/// <param name="Sessions">The sessions of its shards, as last saved.</param>
internal sealed record GroupEntry(string Owner, long Fence, IReadOnlyList<StoredSession> Sessions)
{
    /// <summary>The value of a group that nobody has owned.</summary>
    public static GroupEntry New { get; } = new("", 0, []);

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <returns>Whether it is a valid value. A session that is not valid is left out.</returns>
    public static bool TryRead(ReadOnlySpan<byte> json, out GroupEntry entry)
    {
        string? owner = null;
        long fence = -1;
        List<StoredSession> sessions = [];
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string? name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "owner":
                        owner = reader.GetString();
                        break;
                    case "fence":
                        fence = reader.GetInt64();
                        break;
                    case "sessions":
                        ReadSessions(ref reader, sessions);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            owner = null;
        }

        entry = owner is null || fence < 0 ? New : new GroupEntry(owner, fence, sessions);
        return owner is not null && fence >= 0;
    }

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("owner"u8, Owner);
            writer.WriteNumber("fence"u8, Fence);
            writer.WriteStartArray("sessions"u8);
            foreach (var session in Sessions)
            {
                session.Write(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void ReadSessions(ref Utf8JsonReader reader, List<StoredSession> sessions)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (StoredSession.TryRead(ref reader, out var session))
            {
                sessions.Add(session);
            }
        }
    }
}
