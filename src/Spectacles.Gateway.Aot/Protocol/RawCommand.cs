using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Spectacles.Gateway;

/// <summary>A command with the user's own JSON: a copy of it, which has been validated once.</summary>
internal sealed record RawCommand : GatewayCommand
{
    private readonly ReadOnlyMemory<byte> payload;
    private readonly ReadOnlyMemory<byte> data;

    private RawCommand(Opcode opcode, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte> data)
    {
        Opcode = opcode;
        this.payload = payload;
        this.data = data;
        CommandRules.ThrowIfNotSent(opcode);
        if (opcode == Opcode.PresenceUpdate && !IsPresence(data.Span))
        {
            throw new ArgumentException(
                """A presence (op 3) needs d with "activities", a list of objects, and "status", one of Discord's. """
                + "It would be part of every further IDENTIFY, and Discord would refuse each.");
        }
    }

    internal override Opcode Opcode { get; }

    /// <summary>Creates a command from a whole payload, which is sent byte for byte.</summary>
    /// <exception cref="ArgumentException">
    /// The payload is not one JSON object with an opcode that a bot can send, or is too large.
    /// </exception>
    public static RawCommand FromPayload(ReadOnlySpan<byte> payload)
    {
        ThrowIfTooLarge(payload.Length);
        byte[] copy = payload.ToArray();
        Validate(copy, "The payload");
        var reader = new Utf8JsonReader(copy);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new ArgumentException("""The payload is not a JSON object. Example: {"op":4,"d":{…}}.""");
        }

        int? op = null;
        Range? data = null;
        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            if (properties.TryMoveTo(ref reader, "op"u8))
            {
                ThrowIfTwice(op is not null, "op");
                op = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number)
                    ? number
                    : throw new ArgumentException("The op of the payload is not an integer.");
            }
            else if (properties.TryMoveTo(ref reader, "d"u8))
            {
                ThrowIfTwice(data is not null, "d");
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                data = start..(int)reader.BytesConsumed;
            }
        }

        return new RawCommand(
            (Opcode)(op ?? throw new ArgumentException("""The payload has no op. Example: {"op":4,"d":{…}}.""")),
            copy,
            data is { } found ? copy.AsMemory()[found] : "null"u8.ToArray());
    }

    /// <summary>Creates a command from an opcode and its <c>d</c>.</summary>
    /// <exception cref="ArgumentException">
    /// The data is not one JSON value, bots must not send the opcode, or the payload is too large.
    /// </exception>
    public static RawCommand FromData(Opcode opcode, ReadOnlySpan<byte> data)
    {
        CommandRules.ThrowIfNotSent(opcode);
        ThrowIfTooLarge(data.Length);
        byte[] copy = data.ToArray();
        Validate(copy, "The data");
        var payload = new ArrayBufferWriter<byte>(copy.Length + 32);
        using (var writer = new Utf8JsonWriter(payload))
        {
            writer.WriteStartObject();
            writer.WriteNumber("op"u8, (int)opcode);
            writer.WritePropertyName("d"u8);
            writer.WriteRawValue(copy, skipInputValidation: true);
            writer.WriteEndObject();
        }

        ThrowIfTooLarge(payload.WrittenCount);
        return new RawCommand(opcode, payload.WrittenMemory, copy);
    }

    /// <summary>Returns the opcode. Does not include the user's JSON.</summary>
    public override string ToString() => $"RawCommand {{ Opcode = {Opcode} }}";

    internal override void WriteData(Utf8JsonWriter writer) => writer.WriteRawValue(data.Span, skipInputValidation: true);

    internal override void Write(Utf8JsonWriter writer) => writer.WriteRawValue(payload.Span, skipInputValidation: true);

    private static void Validate(ReadOnlySpan<byte> json, string what)
    {
        if (!Utf8.IsValid(json))
        {
            throw new ArgumentException($"{what} is not UTF-8.");
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                {
                    _ = reader.GetString();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape of half of a surrogate pair, which Discord does not decode either.
            throw new ArgumentException($"{what} is not JSON: {e.Message}", e);
        }
    }

    /// <summary>
    /// Returns whether data has the form of a presence. https://discord.com/developers/docs/events/gateway-events#update-presence
    /// </summary>
    private static bool IsPresence(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        bool status = false;
        bool activities = false;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            if (properties.TryMoveTo(ref reader, "status"u8))
            {
                status |= reader.TokenType == JsonTokenType.String && BotStatusName.IsKnown(ref reader);
            }
            else if (properties.TryMoveTo(ref reader, "activities"u8))
            {
                activities = IsListOfObjects(ref reader);
            }
        }

        return status && activities;
    }

    private static bool IsListOfObjects(ref Utf8JsonReader reader)
    {
        bool isList = reader.TokenType == JsonTokenType.StartArray;
        int depth = reader.CurrentDepth;
        if (!isList)
        {
            reader.Skip();
            return false;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            isList &= reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }

        return isList;
    }

    // Discord does not document which of the two it uses.
    private static void ThrowIfTwice(bool isSecond, string name)
    {
        if (isSecond)
        {
            throw new ArgumentException($"The payload has {name} twice.");
        }
    }

    private static void ThrowIfTooLarge(int bytes)
    {
        if (bytes > LargestPayload)
        {
            throw new ArgumentException(
                $"The payload has {bytes} bytes; Discord accepts at most {LargestPayload} and closes the connection "
                + "for more (4002). Send less at once.");
        }
    }
}
