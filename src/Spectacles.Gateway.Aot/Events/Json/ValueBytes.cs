using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Spectacles.Gateway.Events.Json;

/// <summary>The bytes of the value at a reader of System.Text.Json, which does not give its input away.</summary>
internal static class ValueBytes
{
    /// <summary>The value's bytes: those of the input where they lie in one piece and are strict JSON, else a copy. The reader is left at the value's last token.</summary>
    public static ReadOnlySpan<byte> Read(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        bool isInOnePiece = reader.Position.GetObject() is null;
        bool isStrict = !options.AllowTrailingCommas && options.ReadCommentHandling == JsonCommentHandling.Disallow;
        if (!isInOnePiece || !isStrict)
        {
            return JsonTextReading.Copy(ref reader);
        }

        // The span of the first token points into the input, which reaches at least as far as the reader gets.
        ref byte first = ref MemoryMarshal.GetReference(reader.ValueSpan);
        if (reader.TokenType == JsonTokenType.String)
        {
            first = ref Unsafe.Subtract(ref first, 1);
        }

        long start = reader.TokenStartIndex;
        reader.Skip();
        return MemoryMarshal.CreateReadOnlySpan(ref first, checked((int)(reader.BytesConsumed - start)));
    }
}
