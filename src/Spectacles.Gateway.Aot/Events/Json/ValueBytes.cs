using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>The bytes of the value at a reader of System.Text.Json, which does not give its input away.</summary>
internal static class ValueBytes
{
    /// <summary>
    /// The value's bytes: those of the input where they lie in one piece and are strict JSON, else a copy. The reader is left at the
    /// value's last token.
    /// </summary>
    public static ReadOnlySpan<byte> Read(ref Utf8JsonReader reader)
    {
        bool isInOnePiece = reader.Position.GetObject() is null;
        var options = reader.CurrentState.Options;
        if (!isInOnePiece || options.AllowTrailingCommas || options.CommentHandling != JsonCommentHandling.Disallow)
        {
            return Copy(ref reader);
        }

        // The span of the first token points into the input, which reaches at least as far as the reader gets.
        ref byte first = ref MemoryMarshal.GetReference(reader.ValueSpan);
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            first = ref Unsafe.Subtract(ref first, 1);
        }

        long start = reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            throw Cut();
        }

        return MemoryMarshal.CreateReadOnlySpan(ref first, checked((int)(reader.BytesConsumed - start)));
    }

    private static ReadOnlySpan<byte> Copy(ref Utf8JsonReader reader)
    {
        var copy = new ArrayBufferWriter<byte>();
        int depth = reader.CurrentDepth;
        bool isBehindValue = false;
        while (true)
        {
            CopyToken(ref reader, copy, ref isBehindValue);
            bool isComplete = reader.CurrentDepth == depth && isBehindValue;
            if (isComplete)
            {
                return copy.WrittenSpan;
            }

            if (!reader.Read())
            {
                throw Cut();
            }
        }
    }

    private static void CopyToken(ref Utf8JsonReader reader, ArrayBufferWriter<byte> copy, ref bool isBehindValue)
    {
        var token = reader.TokenType;
        if (token == JsonTokenType.Comment)
        {
            return;
        }

        bool isEnd = token is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (isBehindValue && !isEnd)
        {
            copy.Write(","u8);
        }

        bool isText = token is JsonTokenType.String or JsonTokenType.PropertyName;
        copy.Write(isText ? "\""u8 : default);
        if (reader.HasValueSequence)
        {
            foreach (var piece in reader.ValueSequence)
            {
                copy.Write(piece.Span);
            }
        }
        else
        {
            copy.Write(reader.ValueSpan);
        }

        copy.Write(isText ? "\""u8 : default);
        copy.Write(token == JsonTokenType.PropertyName ? ":"u8 : default);
        isBehindValue = token is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray);
    }

    private static JsonException Cut() => new("The text ends within a value.");
}
