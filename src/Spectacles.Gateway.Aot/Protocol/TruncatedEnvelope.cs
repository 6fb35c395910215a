using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Reads the envelope from the beginning of a message whose rest was discarded.</summary>
internal static class TruncatedEnvelope
{
    /// <summary>Reads the fields before the first incomplete value. Discord writes name, sequence and opcode before the payload.</summary>
    /// <param name="beginning">The first bytes of the message.</param>
    /// <returns>An envelope without a payload. A missing field is treated as null, and a message without an opcode as an event.</returns>
    public static Envelope Read(ReadOnlySpan<byte> beginning)
    {
        var op = Opcode.Dispatch;
        long sequence = 0;
        ReadOnlySpan<byte> eventName = default;
        var reader = new Utf8JsonReader(beginning, isFinalBlock: false, default);
        try
        {
            reader.Read();
            var properties = new PropertyReader();
            while (properties.Next(ref reader))
            {
                if (properties.TryMoveTo(ref reader, "t"u8))
                {
                    eventName = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : eventName;
                }
                else if (properties.TryMoveTo(ref reader, "s"u8))
                {
                    sequence = WholeNumber.TryRead(reader, 0, long.MaxValue, out long number) ? number : sequence;
                }
                else if (properties.TryMoveTo(ref reader, "op"u8))
                {
                    op = WholeNumber.TryRead(reader, int.MinValue, int.MaxValue, out long opcode) ? (Opcode)opcode : op;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON from here on. The part before it still shows which event is missing.
        }

        return new Envelope(op, sequence, eventName, default);
    }
}
