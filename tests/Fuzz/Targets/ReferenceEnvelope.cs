using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Fuzz.Targets;

/// <summary>The fields of a gateway message as Utf8JsonReader finds them in the whole text.</summary>
/// <param name="Op">The opcode, if it is a whole number in any form.</param>
/// <param name="Sequence">The sequence, if it is a whole number in any form.</param>
/// <param name="Event">The name, if it is a string.</param>
/// <param name="EventText">The name as it is in the text.</param>
/// <param name="Data">The text of the payload; null without one.</param>
/// <param name="HasUsualForms">Whether the library must accept the message: each field appears at most once, in its usual form.</param>
internal sealed record ReferenceEnvelope(
    BigInteger? Op, BigInteger? Sequence, string? Event, string? EventText, byte[]? Data, bool HasUsualForms)
{
    /// <summary>Reads the fields; null if the reader rejects the message.</summary>
    public static ReferenceEnvelope? Read(ReadOnlySpan<byte> message)
    {
        try
        {
            return ReadCore(message);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ReferenceEnvelope? ReadCore(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var envelope = new ReferenceEnvelope(null, null, null, null, null, true);
        var names = new HashSet<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            envelope = envelope with { HasUsualForms = envelope.HasUsualForms && names.Add(name) };
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            var kind = reader.TokenType;
            var value = kind is JsonTokenType.Number or JsonTokenType.String ? reader.ValueSpan : default;
            string? text = kind == JsonTokenType.String && name is "t" or "s" or "op" ? TextOf(ref reader) : null;
            reader.Skip();
            var whole = message[start..(int)reader.BytesConsumed];
            var number = text is null ? JsonNumber.Whole(value) : JsonNumber.Whole(text);
            envelope = name switch
            {
                "op" => envelope with { Op = number, HasUsualForms = envelope.HasUsualForms && IsPlain(kind, whole, int.MaxValue) },
                "s" =>
                    envelope with
                    {
                        Sequence = number,
                        HasUsualForms = envelope.HasUsualForms && (kind == JsonTokenType.Null || IsPlain(kind, whole, long.MaxValue)),
                    },
                "t" =>
                    envelope with
                    {
                        Event = text,
                        EventText = Encoding.UTF8.GetString(value),
                        HasUsualForms = envelope.HasUsualForms && (kind == JsonTokenType.Null || text is not null),
                    },
                "d" => envelope with { Data = whole.ToArray() },
                _ => envelope,
            };
        }

        // What follows the object is an error of the reader.
        reader.Read();
        return envelope with { HasUsualForms = envelope.HasUsualForms && names.Contains("op") };
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsPlain(JsonTokenType kind, ReadOnlySpan<byte> text, long largest) =>
        kind == JsonTokenType.Number && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && JsonNumber.Whole(text) <= largest;
}
