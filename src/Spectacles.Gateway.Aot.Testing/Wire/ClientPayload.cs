using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>A message from a client: its opcode and the bytes of <c>d</c> (empty when absent).</summary>
internal readonly record struct ClientPayload(int Opcode, ReadOnlyMemory<byte> Data)
{
    public JsonSlice Slice => new(Data.Span);

    /// <summary>
    /// Reads the envelope with its keys in any order. False when the text is not a JSON object or <c>op</c> is not an integer.
    /// </summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, out ClientPayload payload)
    {
        payload = default;
        try
        {
            Json.Validate(utf8.Span);
        }
        catch (JsonException)
        {
            return false;
        }

        int start = utf8.Span.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            return false;
        }

        var trimmed = utf8[start..];
        var envelope = new JsonSlice(trimmed.Span);
        if (!envelope["op"u8].TryGetInt64(out long opcode) || opcode is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        var data = envelope["d"u8];
        int offset = 0;
        if (!data.Bytes.IsEmpty)
        {
            trimmed.Span.Overlaps(data.Bytes, out offset);
        }

        payload = new ClientPayload((int)opcode, trimmed.Slice(offset, data.Bytes.Length));
        return true;
    }
}
