using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>The value of a group's sessions in the nodes' state: where a successor of their owner resumes them.</summary>
/// <param name="Fence">The fence of the owner that has saved them.</param>
/// <param name="Sessions">The sessions.</param>
internal sealed record SessionsEntry(long Fence, IReadOnlyList<StoredSession> Sessions)
{
    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <returns>The value; null if it is not valid. A session that is not valid is left out.</returns>
    public static SessionsEntry? Read(ReadOnlySpan<byte> json)
    {
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
            return null;
        }

        return fence < 0 ? null : new SessionsEntry(fence, sessions);
    }

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
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
