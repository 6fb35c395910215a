using System.Buffers.Text;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway.Events.Json;

/// <summary>What emitted readers are made of. Every method reads the value at the reader and leaves the reader behind it.</summary>
/// <remarks>
/// The usual form of a value is read from the bytes, every other one by System.Text.Json, so that both mean and refuse the same.
/// Discord sends <see langword="null"/> in a few places where it says that there is none: that gives the type's default.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelReading
{
    // 20 digits and a sign; a longer text is no number of 64 bits, unless escaped.
    private const int LongestNumber = 128;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a string.</summary>
    public static string ReadString(this ref PayloadReader reader) => reader.ReadStringOrNull() ?? "";

    /// <inheritdoc cref="ReadString"/>
    public static string? ReadStringOrNull(this ref PayloadReader reader)
    {
        if (reader.First != '"')
        {
            return reader.TryReadNull() ? null : throw reader.Unexpected("a string");
        }

        ReadOnlySpan<byte> quoted = reader.QuotedString(out int end, out bool isEscaped);
        string text = isEscaped ? reader.Token(out _).GetString()! : Utf8.GetString(quoted[1..^1]);
        reader.Position = end;
        return text;
    }

    /// <summary>The string's bytes, for a comparison with known texts; empty for <see langword="null"/>. The reader stays.</summary>
    public static ReadOnlySpan<byte> PeekString(this ref PayloadReader reader)
    {
        if (reader.First != '"')
        {
            return reader.First == 'n' ? default : throw reader.Unexpected("a string");
        }

        ReadOnlySpan<byte> quoted = reader.QuotedString(out _, out bool isEscaped);
        return isEscaped ? PayloadReader.Unescape(quoted) : quoted[1..^1];
    }

    /// <summary>Reads a boolean.</summary>
    public static bool ReadBoolean(this ref PayloadReader reader)
    {
        byte first = reader.First;
        if (first is not ((byte)'t' or (byte)'f' or (byte)'n'))
        {
            throw reader.Unexpected("a boolean");
        }

        reader.Skip();
        return first == 't';
    }

    /// <inheritdoc cref="ReadBoolean"/>
    public static bool? ReadBooleanOrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadBoolean();

    /// <summary>Reads a whole number of 32 bits.</summary>
    public static int ReadInt32(this ref PayloadReader reader)
    {
        if (TryReadDigits(ref reader, int.MaxValue, out ulong digits))
        {
            return (int)digits;
        }

        if (reader.TryReadNull())
        {
            return 0;
        }

        Utf8JsonReader token = reader.Token(out int end);
        if (token.TokenType != JsonTokenType.Number || !token.TryGetInt32(out int value))
        {
            throw reader.Unexpected("a whole number of 32 bits");
        }

        reader.Position = end;
        return value;
    }

    /// <inheritdoc cref="ReadInt32"/>
    public static int? ReadInt32OrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadInt32();

    /// <summary>Reads a whole number of 64 bits.</summary>
    public static long ReadInt64(this ref PayloadReader reader)
    {
        if (TryReadDigits(ref reader, long.MaxValue, out ulong digits))
        {
            return (long)digits;
        }

        if (reader.TryReadNull())
        {
            return 0;
        }

        Utf8JsonReader token = reader.Token(out int end);
        if (token.TokenType != JsonTokenType.Number || !token.TryGetInt64(out long value))
        {
            throw reader.Unexpected("a whole number of 64 bits");
        }

        reader.Position = end;
        return value;
    }

    /// <inheritdoc cref="ReadInt64"/>
    public static long? ReadInt64OrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadInt64();

    /// <summary>Reads a number.</summary>
    public static double ReadDouble(this ref PayloadReader reader)
    {
        if (reader.TryReadNull())
        {
            return 0;
        }

        Utf8JsonReader token = reader.Token(out int end);
        if (token.TokenType != JsonTokenType.Number || !token.TryGetDouble(out double value) || !double.IsFinite(value))
        {
            throw reader.Unexpected("a number");
        }

        reader.Position = end;
        return value;
    }

    /// <inheritdoc cref="ReadDouble"/>
    public static double? ReadDoubleOrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadDouble();

    /// <summary>Reads an id: digits in a string, or a number.</summary>
    public static Snowflake ReadSnowflake(this ref PayloadReader reader) => ReadUInt64(ref reader, "a snowflake");

    /// <inheritdoc cref="ReadSnowflake"/>
    public static Snowflake? ReadSnowflakeOrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadSnowflake();

    /// <summary>Reads flags: a number, or digits in a string where they need more than 53 bits.</summary>
    public static ulong ReadFlags(this ref PayloadReader reader) => ReadUInt64(ref reader, "flags");

    /// <inheritdoc cref="ReadFlags"/>
    public static ulong? ReadFlagsOrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadFlags();

    /// <summary>Reads a point in time.</summary>
    public static Timestamp ReadTimestamp(this ref PayloadReader reader)
    {
        if (TimestampText.TryRead(reader.Json, reader.Position, out Timestamp timestamp, out int end))
        {
            reader.Position = end;
            return timestamp;
        }

        if (reader.TryReadNull())
        {
            return default;
        }

        Utf8JsonReader token = reader.Token(out end);
        reader.Position = TimestampText.TryDecode(token, out timestamp) ? end : throw reader.Unexpected("a timestamp");
        return timestamp;
    }

    /// <inheritdoc cref="ReadTimestamp"/>
    public static Timestamp? ReadTimestampOrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadTimestamp();

    /// <summary>Reads a string, a number or a boolean.</summary>
    public static Scalar ReadScalar(this ref PayloadReader reader)
    {
        if (reader.TryReadNull())
        {
            return default;
        }

        Utf8JsonReader token = reader.Token(out int end);
        reader.Position = ScalarText.TryDecode(token, out Scalar value) ? end : throw reader.Unexpected("a string, a number or a boolean");
        return value;
    }

    /// <inheritdoc cref="ReadScalar"/>
    public static Scalar? ReadScalarOrNull(this ref PayloadReader reader) => reader.TryReadNull() ? null : reader.ReadScalar();

    /// <summary>Reads a value of an enum of strings.</summary>
    public static T ReadValue<T>(this ref PayloadReader reader) where T : struct, IGatewayModel<T> => T.Read(ref reader);

    /// <inheritdoc cref="ReadValue"/>
    public static T? ReadValueOrNull<T>(this ref PayloadReader reader) where T : struct, IGatewayModel<T> => reader.TryReadNull() ? null : T.Read(ref reader);

    /// <summary>Reads an object of a class whose reader only its own assembly can call.</summary>
    public static T? ReadModel<T>(this ref PayloadReader reader) where T : class, IGatewayModel<T> => reader.TryReadNull() ? null : T.Read(ref reader);

    /// <summary>A model of which nothing was sent.</summary>
    public static T Absent<T>() where T : IGatewayModel<T>
    {
        var reader = new PayloadReader("{}"u8);
        return T.Read(ref reader);
    }

    // Digits without quotes, sign, point or exponent, as nearly all numbers are.
    private static bool TryReadDigits(ref PayloadReader reader, ulong most, out ulong digits)
    {
        int count = DecimalDigits.Read(reader.Json, reader.Position, out digits);
        if (!IsWholeNumber(ref reader, count) || digits > most)
        {
            return false;
        }

        reader.Position += count;
        return true;
    }

    private static bool IsWholeNumber(ref PayloadReader reader, int count) =>
        (uint)(count - 1) < DecimalDigits.MaxCount
        && (count == 1 || reader.First != '0')
        && JsonExtent.At(reader.Json, reader.Position + count) is (byte)',' or (byte)'}' or (byte)']' or <= (byte)' ';

    private static ulong ReadUInt64(ref PayloadReader reader, string expected)
    {
        if (reader.First != '"')
        {
            return TryReadDigits(ref reader, ulong.MaxValue, out ulong number) ? number : ReadUnusual(ref reader, expected);
        }

        int count = DecimalDigits.Read(reader.Json, reader.Position + 1, out ulong digits);
        int end = reader.Position + 1 + count;
        if ((uint)(count - 1) >= DecimalDigits.MaxCount || JsonExtent.At(reader.Json, end) != '"')
        {
            return ReadUnusual(ref reader, expected);
        }

        reader.Position = end + 1;
        return digits;
    }

    private static ulong ReadUnusual(ref PayloadReader reader, string expected)
    {
        if (reader.TryReadNull())
        {
            return 0;
        }

        Utf8JsonReader token = reader.Token(out int end);
        ulong digits = 0;
        bool isRead = token.TokenType switch
        {
            JsonTokenType.String => TryParse(token, out digits),
            JsonTokenType.Number => token.TryGetUInt64(out digits),
            _ => false,
        };
        reader.Position = isRead ? end : throw reader.Unexpected(expected);
        return digits;
    }

    private static bool TryParse(Utf8JsonReader token, out ulong digits)
    {
        digits = 0;
        if (token.ValueSpan.Length > LongestNumber)
        {
            return false;
        }

        Span<byte> text = stackalloc byte[LongestNumber];
        int written = token.CopyString(text);
        return Utf8Parser.TryParse(text[..written], out digits, out int consumed) && consumed == written;
    }
}
