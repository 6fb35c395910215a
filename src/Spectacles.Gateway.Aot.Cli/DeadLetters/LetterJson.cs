using System.Buffers;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.DeadLetters;

/// <summary>An event of a dead letter as a line of JSON.</summary>
internal static class LetterJson
{
    public static string Describe(FleetEvent one)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("event"u8, one.Name);
            writer.WriteNumber("shard"u8, one.ShardId);
            writer.WriteNumber("sequence"u8, one.Sequence);
            writer.WriteString("received_at"u8, one.ReceivedAt);
            writer.WritePropertyName("data"u8);
            if (IsJson(one.Data.Span))
            {
                writer.WriteRawValue(one.Data.Span, skipInputValidation: true);
            }
            else
            {
                writer.WriteStringValue(Encoding.UTF8.GetString(one.Data.Span));
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static bool IsJson(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
