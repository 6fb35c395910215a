using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Spectacles.Gateway;

/// <summary>The four fields of every gateway message, as slices of the message.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#payload-structure</remarks>
internal readonly ref struct Envelope
{
    /// <summary>The number of digits that always fit.</summary>
    private const int LongestNumber = 18;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"u8);

    public Envelope(Opcode op, long sequence, ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        Op = op;
        Sequence = sequence;
        Event = eventName;
        Data = data;
    }

    public Opcode Op { get; }

    /// <summary>The sequence; 0 if the message has none. Discord counts from 1.</summary>
    public long Sequence { get; }

    public ReadOnlySpan<byte> Event { get; }

    /// <summary>
    /// The payload. If the other fields precede it, as in Discord's messages, it is not scanned and extends to the end of the message. A
    /// reader takes the first value and ignores the rest.
    /// </summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>
    /// Reads a message with its keys in any order. Unknown keys are skipped, and the last one of duplicate keys is used. The scanned part
    /// must be JSON, with names in valid UTF-8. It is the whole message, or the part before the payload if the other fields precede it.
    /// </summary>
    /// <returns>Whether the message is a JSON object with an opcode.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out Envelope envelope)
    {
        try
        {
            return TryReadUsual(message, out envelope) || TryReadCore(message, out envelope);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a key or a name that has half of a surrogate pair, or is not UTF-8.
            envelope = default;
            return false;
        }
    }

    /// <summary>
    /// Reads the form that Discord writes: <c>{"t":"NAME","s":1,"op":0,"d":…}</c>. A general JSON reader takes several times as long for
    /// it.
    /// </summary>
    /// <returns>False for any other form, whether or not it is a valid message.</returns>
    private static bool TryReadUsual(ReadOnlySpan<byte> message, out Envelope envelope)
    {
        envelope = default;
        if (!message.StartsWith("{\"t\":\""u8))
        {
            return false;
        }

        var rest = message["{\"t\":\""u8.Length..];
        int end = rest.IndexOfAnyExcept(NameBytes);
        if (end <= 0 || !rest[end..].StartsWith("\",\"s\":"u8))
        {
            return false;
        }

        var name = rest[..end];
        rest = rest[(end + "\",\"s\":"u8.Length)..];
        if (!TryTakeNumber(ref rest, out long sequence) || !rest.StartsWith(",\"op\":"u8))
        {
            return false;
        }

        rest = rest[",\"op\":"u8.Length..];
        if (
            !TryTakeNumber(ref rest, out long op)
                || op > int.MaxValue || !rest.StartsWith(",\"d\":"u8) || !TryTakeRest(rest[",\"d\":"u8.Length..], out var data))
        {
            return false;
        }

        envelope = new Envelope((Opcode)op, sequence, name, data);
        return true;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<byte> rest, out long number)
    {
        number = 0;
        int length = 0;
        while (length < rest.Length && length < LongestNumber && (uint)(rest[length] - '0') <= 9)
        {
            number = (number * 10) + (rest[length++] - '0');
        }

        bool isNumber = length > 0 && (rest[0] != '0' || length == 1);
        rest = rest[length..];
        return isNumber;
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
            _ = TextOf(reader);
            if (reader.ValueTextEquals("t"u8))
            {
                reader.Read();
                eventSeen = true;
                eventName = reader.TokenType == JsonTokenType.String ? TextOf(reader) : default;

                // The keys of a nested object are not those of the envelope.
                reader.Skip();
            }
            else if (reader.ValueTextEquals("s"u8))
            {
                reader.Read();
                sequence = 0;
                if (WholeNumber.TryRead(reader, long.MinValue, long.MaxValue, out long number))
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
                if (!WholeNumber.TryRead(reader, int.MinValue, int.MaxValue, out long number))
                {
                    return false;
                }

                op = (int)number;
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

        if (op is not { } opcode || reader.TokenType != JsonTokenType.EndObject || reader.Read())
        {
            return false;
        }

        envelope = new Envelope((Opcode)opcode, sequence ?? 0, eventName, data);
        return true;
    }

    /// <summary>Reads a key or a name. The reader itself does not validate the bytes within quotes.</summary>
    /// <exception cref="InvalidOperationException">The text is not UTF-8, or has half of a surrogate pair.</exception>
    private static ReadOnlySpan<byte> TextOf(scoped in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(reader.ValueSpan) ? reader.ValueSpan : throw new InvalidOperationException("A name is not UTF-8.");
        }

        byte[] text = new byte[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }

    private static bool TryTakeRest(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> data)
    {
        rest = rest.Trim(" \t\r\n"u8);
        bool closed = rest is [.., (byte)'}'];
        data = closed ? rest[..^1].TrimEnd(" \t\r\n"u8) : default;
        return !data.IsEmpty;
    }
}
