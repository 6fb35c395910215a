using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>What emitted readers are made of. Every method reads the value at the reader and leaves the reader behind it.</summary>
/// <remarks>
/// The usual form of a value is read from the bytes, every other one by System.Text.Json, so that both mean and refuse the same.
/// Discord sends <see langword="null"/> in a few places where it says that there is none: that gives the type's default. So does a value
/// that the field cannot hold, which is
/// reported (docs/decisions/0015-values-of-another-form.md).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelReading
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads a string. A number stands for its text.</summary>
    public static string ReadString(this ref PayloadReader reader) => reader.ReadStringOrNull() ?? "";

    /// <inheritdoc cref="ReadString"/>
    public static string? ReadStringOrNull(this ref PayloadReader reader)
    {
        if (reader.First != '"')
        {
            return OtherForm.ReadText(ref reader);
        }

        var quoted = reader.QuotedString(out int end, out bool isEscaped);
        string text = isEscaped ? reader.Token(out _).GetString()! : Utf8.GetString(quoted[1..^1]);
        reader.Position = end;
        return text;
    }

    /// <summary>The string's bytes, for a comparison with known texts; empty when it is none. The reader stays.</summary>
    public static ReadOnlySpan<byte> PeekString(this ref PayloadReader reader)
    {
        if (reader.First != '"')
        {
            var token = reader.Token(out _);
            return token.TokenType == JsonTokenType.Number ? token.ValueSpan : default;
        }

        var quoted = reader.QuotedString(out _, out bool isEscaped);
        return isEscaped ? PayloadReader.Unescape(quoted) : quoted[1..^1];
    }

    /// <summary>Reads a boolean.</summary>
    public static bool ReadBoolean(this ref PayloadReader reader)
    {
        byte first = reader.First;
        if (first is not ((byte)'t' or (byte)'f' or (byte)'n'))
        {
            reader.Misfit("a boolean");
            return false;
        }

        reader.Skip();
        return first == 't';
    }

    /// <inheritdoc cref="ReadBoolean"/>
    public static bool? ReadBooleanOrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadBoolean(), ref reader);

    /// <summary>Reads a whole number of 32 bits.</summary>
    public static int ReadInt32(this ref PayloadReader reader) => TryReadDigits(ref reader, int.MaxValue, out ulong digits)
        ? (int)digits
        : (int)OtherForm.ReadInteger(ref reader, int.MinValue, int.MaxValue, "a whole number of 32 bits");

    /// <inheritdoc cref="ReadInt32"/>
    public static int? ReadInt32OrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadInt32(), ref reader);

    /// <summary>Reads a whole number of 64 bits.</summary>
    public static long ReadInt64(this ref PayloadReader reader) => TryReadDigits(ref reader, long.MaxValue, out ulong digits)
        ? (long)digits
        : OtherForm.ReadInteger(ref reader, long.MinValue, long.MaxValue, "a whole number of 64 bits");

    /// <inheritdoc cref="ReadInt64"/>
    public static long? ReadInt64OrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadInt64(), ref reader);

    /// <summary>Reads a number, or a string that contains one.</summary>
    public static double ReadDouble(this ref PayloadReader reader)
    {
        if (reader.TryReadNull())
        {
            return 0;
        }

        var token = reader.Token(out int end);
        if (!OtherForm.TryReadDouble(token, out double value) || !double.IsFinite(value))
        {
            reader.Misfit("a number");
            return 0;
        }

        reader.Position = end;
        return value;
    }

    /// <inheritdoc cref="ReadDouble"/>
    public static double? ReadDoubleOrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadDouble(), ref reader);

    /// <summary>Reads an id: digits in a string, or a number.</summary>
    public static Snowflake ReadSnowflake(this ref PayloadReader reader) => ReadUInt64(ref reader, "a snowflake");

    /// <inheritdoc cref="ReadSnowflake"/>
    public static Snowflake? ReadSnowflakeOrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadSnowflake(), ref reader);

    /// <summary>Reads the id that an event is about, without which the event means nothing.</summary>
    /// <exception cref="JsonException">It is no id.</exception>
    public static Snowflake ReadSubject(this ref PayloadReader reader) =>
        TryReadUInt64(ref reader, out ulong id) ? id : throw FieldMismatch.Of("a snowflake", reader.First);

    /// <summary>Checks that an object has the id that an event is about, if it has one at all. The reader stays.</summary>
    /// <exception cref="JsonException">The value is no object and not null, or the id is none.</exception>
    public static void RequireSubject(this ref PayloadReader reader, ReadOnlySpan<byte> field)
    {
        if (BeginsWithId(reader.Json, reader.Position, field))
        {
            return;
        }

        var ahead = reader;
        if (reader.First is not ((byte)'{' or (byte)'n'))
        {
            throw FieldMismatch.Of("an object", reader.First);
        }

        if (ahead.MoveTo(field) && !TryReadUInt64(ref ahead, out _))
        {
            reader.Position = ahead.Position;
            throw FieldMismatch.Of("a snowflake", reader.First);
        }
    }

    /// <summary>Reads flags: a number, or digits in a string where they need more than 53 bits.</summary>
    public static ulong ReadFlags(this ref PayloadReader reader) => ReadUInt64(ref reader, "flags");

    /// <inheritdoc cref="ReadFlags"/>
    public static ulong? ReadFlagsOrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadFlags(), ref reader);

    /// <summary>Reads a point in time.</summary>
    public static Timestamp ReadTimestamp(this ref PayloadReader reader)
    {
        if (TimestampText.TryRead(reader.Json, reader.Position, out var timestamp, out int end))
        {
            reader.Position = end;
            return timestamp;
        }

        if (reader.TryReadNull())
        {
            return default;
        }

        var token = reader.Token(out end);
        if (!TimestampText.TryDecode(token, out timestamp))
        {
            reader.Misfit("a timestamp");
            return default;
        }

        reader.Position = end;
        return timestamp;
    }

    /// <inheritdoc cref="ReadTimestamp"/>
    public static Timestamp? ReadTimestampOrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadTimestamp(), ref reader);

    /// <summary>Reads a string, a number or a boolean.</summary>
    public static Scalar ReadScalar(this ref PayloadReader reader)
    {
        if (reader.TryReadNull())
        {
            return default;
        }

        var token = reader.Token(out int end);
        if (!ScalarText.TryDecode(token, out var value))
        {
            reader.Misfit("a string, a number or a boolean");
            return default;
        }

        reader.Position = end;
        return value;
    }

    /// <inheritdoc cref="ReadScalar"/>
    public static Scalar? ReadScalarOrNull(this ref PayloadReader reader) =>
        reader.TryReadNull() ? null : OrNull(reader.ReadScalar(), ref reader);

    /// <summary>Reads a value of an enum of strings.</summary>
    public static T ReadValue<T>(this ref PayloadReader reader) where T : struct, IGatewayModel<T> => T.Read(ref reader);

    /// <inheritdoc cref="ReadValue"/>
    public static T? ReadValueOrNull<T>(this ref PayloadReader reader) where T : struct, IGatewayModel<T> =>
        reader.TryReadNull() ? null : OrNull(T.Read(ref reader), ref reader);

    /// <summary>Reads an object of a class whose reader only its own assembly can call.</summary>
    public static T? ReadModel<T>(this ref PayloadReader reader) where T : class, IGatewayModel<T> =>
        reader.AtObject() ? T.Read(ref reader) : null;

    /// <summary>What was just read, for a field that may be absent and may be null: absent when it did not fit.</summary>
    public static Optional<T> OrAbsent<T>(this ref PayloadReader reader, T value) => reader.IsMisfit ? default : new Optional<T>(value);

    /// <summary>A model of which nothing was sent. All of a class share one, since models do not change.</summary>
    public static T Absent<T>() where T : IGatewayModel<T> => AbsentModel<T>.Instance;

    /// <summary>Whether an object begins with an id in its usual form, which is enough to know that it has one.</summary>
    internal static bool BeginsWithId(ReadOnlySpan<byte> json, int start, ReadOnlySpan<byte> field)
    {
        const int Opening = 2;
        var colon = "\":\""u8;
        int end = start + Opening + field.Length;
        int digits = end + colon.Length;
        if (
            digits >= json.Length
                || json[start] != '{' || json[start + 1] != '"' || !json[(start + Opening)..end].SequenceEqual(field)
                || !json[end..digits].SequenceEqual(colon))
        {
            return false;
        }

        int count = DecimalDigits.Read(json, digits, out _);
        return (uint)(count - 1) < DecimalDigits.MaxCount && JsonExtent.At(json, digits + count) == '"';
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

    private static T? OrNull<T>(T value, ref PayloadReader reader) where T : struct => reader.IsMisfit ? null : value;

    private static ulong ReadUInt64(ref PayloadReader reader, string expected)
    {
        if (!TryReadUInt64(ref reader, out ulong value))
        {
            reader.Misfit(expected);
        }

        return value;
    }

    private static bool TryReadUInt64(ref PayloadReader reader, out ulong value)
    {
        if (reader.First != '"')
        {
            return TryReadDigits(ref reader, ulong.MaxValue, out value) || OtherForm.TryReadUnsigned(ref reader, out value);
        }

        int count = DecimalDigits.Read(reader.Json, reader.Position + 1, out value);
        int end = reader.Position + 1 + count;
        if ((uint)(count - 1) >= DecimalDigits.MaxCount || JsonExtent.At(reader.Json, end) != '"')
        {
            return OtherForm.TryReadUnsigned(ref reader, out value);
        }

        reader.Position = end + 1;
        return true;
    }
}
