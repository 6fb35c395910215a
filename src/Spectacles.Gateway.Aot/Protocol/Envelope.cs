using System.Text.Json;

namespace Spectacles.Gateway.Protocol;

/// <summary>The four fields that every gateway message has, as slices of the message.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#payload-structure</remarks>
internal readonly ref struct Envelope
{
    public Envelope(Opcode op, long sequence, ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        Op = op;
        Sequence = sequence;
        Event = eventName;
        Data = data;
    }

    public Opcode Op { get; }

    /// <summary>0 when the message has none: Discord counts from 1.</summary>
    public long Sequence { get; }

    public ReadOnlySpan<byte> Event { get; }

    /// <summary>
    /// The payload. Where the other fields stand before it, as Discord writes them, it is not scanned, and reaches to the end of the
    /// message: a reader takes the first value and leaves what may follow.
    /// </summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Reads a message whose keys come in any order; unknown ones are skipped.</summary>
    /// <returns>Whether the message is a JSON object with an opcode.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out Envelope envelope)
    {
        try
        {
            return TryReadCore(message, out envelope);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a key or a name with half a surrogate pair.
            envelope = default;
            return false;
        }
    }

    private static bool TryReadCore(ReadOnlySpan<byte> message, out Envelope envelope)
    {
        envelope = default;
        var reader = new Utf8JsonReader(message);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        int? op = null;
        long? sequence = null;
        bool eventSeen = false;
        ReadOnlySpan<byte> eventName = default;
        ReadOnlySpan<byte> data = default;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("t"u8))
            {
                reader.Read();
                eventSeen = true;
                eventName = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
            }
            else if (reader.ValueTextEquals("s"u8))
            {
                reader.Read();
                sequence = 0;
                if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long number))
                {
                    sequence = number;
                }
                else if (reader.TokenType != JsonTokenType.Null)
                {
                    return false;
                }
            }
            else if (reader.ValueTextEquals("op"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out int number))
                {
                    return false;
                }

                op = number;
            }
            else if (reader.ValueTextEquals("d"u8))
            {
                if (op is { } known && sequence is { } counted && eventSeen)
                {
                    if (!TryTakeRest(message[(int)reader.BytesConsumed..], out data))
                    {
                        return false;
                    }

                    envelope = new Envelope((Opcode)known, counted, eventName, data);
                    return true;
                }

                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = message[start..(int)reader.BytesConsumed];
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (op is not { } opcode || reader.TokenType != JsonTokenType.EndObject)
        {
            return false;
        }

        envelope = new Envelope((Opcode)opcode, sequence ?? 0, eventName, data);
        return true;
    }

    private static bool TryTakeRest(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> data)
    {
        rest = rest.Trim(" \t\r\n"u8);
        bool closed = rest is [.., (byte)'}'];
        data = closed ? rest[..^1].TrimEnd(" \t\r\n"u8) : default;
        return !data.IsEmpty;
    }
}
