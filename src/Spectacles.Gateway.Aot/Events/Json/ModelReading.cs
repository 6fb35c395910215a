using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway.Events.Json;

/// <summary>What emitted readers are made of. Every method reads the value at the reader and leaves the reader at its last token.</summary>
/// <remarks>Discord sends <see langword="null"/> in a few places where it says that there is none: that gives the type's default.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelReading
{
    // 20 digits and a sign; a longer text is no number of 64 bits, unless escaped.
    private const int LongestNumber = 128;

    /// <summary>Makes sure that an object begins here.</summary>
    public static void StartObject(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected(ref reader, "an object");
        }
    }

    /// <summary>Moves to the value of the next property. False at the object's end.</summary>
    public static bool NextField(this ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            name = default;
            return false;
        }

        name = reader.HasValueSequence || reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;
        reader.Read();
        return true;
    }

    /// <summary>Whether the value is <see langword="null"/>.</summary>
    public static bool IsNull(this ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    /// <summary>Reads a string.</summary>
    public static string ReadString(this ref Utf8JsonReader reader) => reader.ReadStringOrNull() ?? "";

    /// <inheritdoc cref="ReadString"/>
    public static string? ReadStringOrNull(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Unexpected(ref reader, "a string"),
    };

    /// <summary>The string's bytes, for a comparison with known texts; empty for <see langword="null"/>.</summary>
    public static ReadOnlySpan<byte> ReadStringBytes(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.HasValueSequence || reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan,
        JsonTokenType.Null => default,
        _ => throw Unexpected(ref reader, "a string"),
    };

    /// <summary>Reads a boolean.</summary>
    public static bool ReadBoolean(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Unexpected(ref reader, "a boolean"),
    };

    /// <inheritdoc cref="ReadBoolean"/>
    public static bool? ReadBooleanOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadBoolean();

    /// <summary>Reads a whole number of 32 bits.</summary>
    public static int ReadInt32(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int value))
        {
            return value;
        }

        return reader.IsNull() ? 0 : throw Unexpected(ref reader, "a whole number of 32 bits");
    }

    /// <inheritdoc cref="ReadInt32"/>
    public static int? ReadInt32OrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadInt32();

    /// <summary>Reads a whole number of 64 bits.</summary>
    public static long ReadInt64(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value))
        {
            return value;
        }

        return reader.IsNull() ? 0 : throw Unexpected(ref reader, "a whole number of 64 bits");
    }

    /// <inheritdoc cref="ReadInt64"/>
    public static long? ReadInt64OrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadInt64();

    /// <summary>Reads a number.</summary>
    public static double ReadDouble(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value) && double.IsFinite(value))
        {
            return value;
        }

        return reader.IsNull() ? 0 : throw Unexpected(ref reader, "a number");
    }

    /// <inheritdoc cref="ReadDouble"/>
    public static double? ReadDoubleOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadDouble();

    /// <summary>Reads an id: digits in a string, or a number.</summary>
    public static Snowflake ReadSnowflake(this ref Utf8JsonReader reader) => ReadUInt64(ref reader, "a snowflake");

    /// <inheritdoc cref="ReadSnowflake"/>
    public static Snowflake? ReadSnowflakeOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadSnowflake();

    /// <summary>Reads flags: a number, or digits in a string where they need more than 53 bits.</summary>
    public static ulong ReadFlags(this ref Utf8JsonReader reader) => ReadUInt64(ref reader, "flags");

    /// <inheritdoc cref="ReadFlags"/>
    public static ulong? ReadFlagsOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadFlags();

    /// <summary>Reads a point in time.</summary>
    public static Timestamp ReadTimestamp(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            // DateTime first: of the two it alone tells an absent offset, which DateTimeOffset takes for the machine's own.
            if (reader.TryGetDateTime(out DateTime local) && local.Kind == DateTimeKind.Unspecified)
            {
                return Timestamp.WithoutOffset(local);
            }

            if (reader.TryGetDateTimeOffset(out DateTimeOffset instant))
            {
                return new Timestamp(instant);
            }
        }

        return reader.IsNull() ? default : throw Unexpected(ref reader, "a timestamp");
    }

    /// <inheritdoc cref="ReadTimestamp"/>
    public static Timestamp? ReadTimestampOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadTimestamp();

    /// <summary>Reads a string, a number or a boolean.</summary>
    public static Scalar ReadScalar(this ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => new Scalar(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetInt64(out long integer) => new Scalar(integer),
        JsonTokenType.Number when reader.TryGetUInt64(out ulong integer) => new Scalar(integer),
        JsonTokenType.Number => new Scalar(reader.ReadDouble()),
        JsonTokenType.True => new Scalar(true),
        JsonTokenType.False => new Scalar(false),
        JsonTokenType.Null => default,
        _ => throw Unexpected(ref reader, "a string, a number or a boolean"),
    };

    /// <inheritdoc cref="ReadScalar"/>
    public static Scalar? ReadScalarOrNull(this ref Utf8JsonReader reader) => reader.IsNull() ? null : reader.ReadScalar();

    /// <summary>Reads a value of an enum of strings.</summary>
    public static T ReadValue<T>(this ref Utf8JsonReader reader) where T : struct, IGatewayModel<T> => T.Read(ref reader);

    /// <inheritdoc cref="ReadValue"/>
    public static T? ReadValueOrNull<T>(this ref Utf8JsonReader reader) where T : struct, IGatewayModel<T> => reader.IsNull() ? null : T.Read(ref reader);

    /// <summary>Reads an object of a class whose reader only its own assembly can call.</summary>
    public static T? ReadModel<T>(this ref Utf8JsonReader reader) where T : class, IGatewayModel<T> => reader.IsNull() ? null : T.Read(ref reader);

    /// <summary>A model of which nothing was sent.</summary>
    public static T Absent<T>() where T : IGatewayModel<T>
    {
        var reader = new Utf8JsonReader("{}"u8);
        reader.Read();
        return T.Read(ref reader);
    }

    internal static JsonException Unexpected(ref Utf8JsonReader reader, string expected)
    {
        string found = reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => "another string",
            JsonTokenType.Number => "another number",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.Null => "null",
            _ => "nothing",
        };
        return new JsonException($"{expected} was expected, but it is {found}.");
    }

    private static ulong ReadUInt64(ref Utf8JsonReader reader, string expected)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (!reader.HasValueSequence && Utf8Parser.TryParse(reader.ValueSpan, out ulong digits, out int consumed) && consumed == reader.ValueSpan.Length)
            {
                return digits;
            }

            if (TryReadUnusual(ref reader, out digits))
            {
                return digits;
            }
        }
        else if (reader.TokenType == JsonTokenType.Number && reader.TryGetUInt64(out ulong number))
        {
            return number;
        }

        return reader.IsNull() ? 0UL : throw Unexpected(ref reader, expected);
    }

    private static bool TryReadUnusual(ref Utf8JsonReader reader, out ulong digits)
    {
        digits = 0;
        long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > LongestNumber)
        {
            return false;
        }

        Span<byte> text = stackalloc byte[LongestNumber];
        int written = reader.CopyString(text);
        return Utf8Parser.TryParse(text[..written], out digits, out int consumed) && consumed == written;
    }

    private static ReadOnlySpan<byte> Unescape(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }
}
