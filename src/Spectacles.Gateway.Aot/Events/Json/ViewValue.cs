using System.ComponentModel;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// One value in a JSON text, or none, which emitted views decode. A value that is absent or null is the default of its type.
/// </summary>
/// <remarks>It is decoded by the readers of models, so that both mean and refuse the same.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe ref partial struct ViewValue
{
    private readonly PayloadText text;
    private readonly int start;
    private readonly int depth;

    internal ViewValue(PayloadText text, int start, int depth)
    {
        this.text = text;
        this.start = start;
        this.depth = depth;
    }

    /// <summary>Whether the value, or null in its place, was sent.</summary>
    public bool IsPresent => !text.Json.IsEmpty;

    /// <summary>Whether a value other than null was sent.</summary>
    public bool HasValue => IsPresent && First != 'n';

    internal ReadOnlySpan<byte> Utf8 => IsPresent ? text.Json[start..JsonExtent.EndOf(text.Json, start)] : default;

    internal byte First => JsonExtent.At(text.Json, start);

    /// <summary>Decodes an id.</summary>
    public Snowflake ReadSnowflake() => Decode(&ModelReading.ReadSnowflake);

    /// <inheritdoc cref="ReadSnowflake"/>
    public Snowflake? ReadSnowflakeOrNull() => TryReadSnowflake(out var value) ? value : null;

    /// <summary>Decodes an id that may be null. False when it is absent or does not fit.</summary>
    public bool TryReadSnowflake(out Snowflake? value) => TryDecode(&ModelReading.ReadSnowflakeOrNull, out value);

    /// <summary>Decodes the id that the event is about.</summary>
    /// <exception cref="JsonException">It is no id.</exception>
    public Snowflake ReadSubject() => Decode(&ModelReading.ReadSubject);

    /// <summary>Decodes flags.</summary>
    public ulong ReadFlags() => Decode(&ModelReading.ReadFlags);

    /// <inheritdoc cref="ReadFlags"/>
    public ulong? ReadFlagsOrNull() => TryReadFlags(out ulong? value) ? value : null;

    /// <summary>Decodes flags that may be null. False when they are absent or do not fit.</summary>
    public bool TryReadFlags(out ulong? value) => TryDecode(&ModelReading.ReadFlagsOrNull, out value);

    /// <summary>Decodes a boolean.</summary>
    public bool ReadBoolean() => Decode(&ModelReading.ReadBoolean);

    /// <inheritdoc cref="ReadBoolean"/>
    public bool? ReadBooleanOrNull() => TryReadBoolean(out bool? value) ? value : null;

    /// <summary>Decodes a boolean that may be null. False when it is absent or does not fit.</summary>
    public bool TryReadBoolean(out bool? value) => TryDecode(&ModelReading.ReadBooleanOrNull, out value);

    /// <summary>Decodes a whole number of 32 bits.</summary>
    public int ReadInt32() => Decode(&ModelReading.ReadInt32);

    /// <inheritdoc cref="ReadInt32"/>
    public int? ReadInt32OrNull() => TryReadInt32(out int? value) ? value : null;

    /// <summary>Decodes a whole number of 32 bits that may be null. False when it is absent or does not fit.</summary>
    public bool TryReadInt32(out int? value) => TryDecode(&ModelReading.ReadInt32OrNull, out value);

    /// <summary>Decodes a whole number of 64 bits.</summary>
    public long ReadInt64() => Decode(&ModelReading.ReadInt64);

    /// <inheritdoc cref="ReadInt64"/>
    public long? ReadInt64OrNull() => TryReadInt64(out long? value) ? value : null;

    /// <summary>Decodes a whole number of 64 bits that may be null. False when it is absent or does not fit.</summary>
    public bool TryReadInt64(out long? value) => TryDecode(&ModelReading.ReadInt64OrNull, out value);

    /// <summary>Decodes a number.</summary>
    public double ReadDouble() => Decode(&ModelReading.ReadDouble);

    /// <inheritdoc cref="ReadDouble"/>
    public double? ReadDoubleOrNull() => TryReadDouble(out double? value) ? value : null;

    /// <summary>Decodes a number that may be null. False when it is absent or does not fit.</summary>
    public bool TryReadDouble(out double? value) => TryDecode(&ModelReading.ReadDoubleOrNull, out value);

    /// <summary>Decodes a point in time.</summary>
    public Timestamp ReadTimestamp() => Decode(&ModelReading.ReadTimestamp);

    /// <inheritdoc cref="ReadTimestamp"/>
    public Timestamp? ReadTimestampOrNull() => TryReadTimestamp(out var value) ? value : null;

    /// <summary>Decodes a point in time that may be null. False when it is absent or does not fit.</summary>
    public bool TryReadTimestamp(out Timestamp? value) => TryDecode(&ModelReading.ReadTimestampOrNull, out value);

    /// <summary>A view over a string, or over the digits of a number.</summary>
    public TextView ReadText()
    {
        if (!HasValue)
        {
            return new TextView(IsPresent);
        }

        return First == '"'
            ? new TextView(text.Json[start..JsonExtent.EndOfString(text.Json, start, out bool isEscaped)], isEscaped)
            : ReadDigits();
    }

    /// <summary>A view over a string, a number or a boolean.</summary>
    public ScalarView ReadScalar()
    {
        // Of strings and booleans the form is enough; numbers may be too great for any type.
        bool fits = !HasValue || First is (byte)'"' or (byte)'t' or (byte)'f' || TryDecode(&ModelReading.ReadScalar, out _);
        return fits ? new ScalarView(this) : default;
    }

    /// <summary>A view over any value.</summary>
    public JsonView ReadJson() => new(this);

    /// <summary>Decodes a field that says something by being there: it is <see langword="null"/> then.</summary>
    public bool ReadMarker() => IsPresent && (!HasValue || ReadBoolean());

    /// <summary>A view over an object.</summary>
    public T ReadView<T>() where T : IGatewayView<T>, allows ref struct => T.Over(text, ObjectStart(), depth);

    /// <summary>The value itself, after a check that the object has the id that the event is about, if it has one at all.</summary>
    /// <exception cref="JsonException">The value is no object and not null, or the id is none.</exception>
    public ViewValue RequireSubject(ReadOnlySpan<byte> field)
    {
        if (HasValue && !ModelReading.BeginsWithId(text.Json, start, field))
        {
            var reader = Reader();
            try
            {
                reader.RequireSubject(field);
            }
            catch (Exception exception) when (ModelPath.IsMismatch(exception))
            {
                throw Locate(exception, reader.Position);
            }
        }

        return this;
    }

    internal T ReadModel<T>() where T : IGatewayModel<T> => Decode(&Model<T>);

    internal Scalar ReadScalarModel() => Decode(&ModelReading.ReadScalar);

    internal JsonText ReadJsonText() => Decode(&JsonTextReading.ReadJson);

    internal ListCursor Elements() => new(text.Json, HasValue ? start : -1);

    internal ViewValue ElementAt(int position) => new(text, position, depth + 1);

    internal JsonException Unexpected(string expected) => Locate(FieldMismatch.Of(expected, First), start);

    /// <summary>Reports that the field cannot hold the value.</summary>
    /// <exception cref="JsonException">The value is not JSON.</exception>
    internal void Misfit(string expected)
    {
        var reader = Reader();
        try
        {
            reader.Misfit(expected);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Locate(exception, start);
        }
    }

    private static T Model<T>(ref PayloadReader reader) where T : IGatewayModel<T> => T.Read(ref reader);

    /// <summary>Where the object begins; negative when there is none, which is reported unless it is absent.</summary>
    private int ObjectStart()
    {
        if (!IsPresent || First is (byte)'{' or (byte)'n')
        {
            return IsPresent ? start : -1;
        }

        Misfit("an object");
        return -1;
    }

    private TextView ReadDigits()
    {
        var reader = Reader();
        try
        {
            if (reader.Token(out int end).TokenType == JsonTokenType.Number && end < text.Json.Length)
            {
                // With the bytes beside it, as a string has its quotes.
                return new TextView(text.Json[(start - 1)..(end + 1)], isEscaped: false);
            }

            reader.Misfit("a string");
            return default;
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Locate(exception, start);
        }
    }

    private T Decode<T>(delegate*<ref PayloadReader, T> decode) => TryDecode(decode, out var value) ? value : default!;

    /// <summary>Decodes a value, or the default in the place of null. False when it is absent or does not fit.</summary>
    private bool TryDecode<T>(delegate*<ref PayloadReader, T> decode, out T value)
    {
        value = default!;
        if (!HasValue)
        {
            return IsPresent;
        }

        var reader = Reader();
        try
        {
            value = decode(ref reader);
            return !reader.IsMisfit;
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Locate(exception, reader.Position);
        }
    }

    private PayloadReader Reader() => new(text.Json, start, text.Reports);

    private JsonException Locate(Exception exception, int failedAt) => ModelPath.Locate(exception, "$", text.Json, failedAt);
}
