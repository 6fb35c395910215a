using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway.Events.Json;

/// <summary>One value in a JSON text, or none, which emitted views decode. A value that is absent or null is the default of its type.</summary>
/// <remarks>It is decoded by the readers of models, so that both mean and refuse the same.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe ref struct ViewValue
{
    private readonly ReadOnlySpan<byte> json;
    private readonly int start;
    private readonly int depth;

    internal ViewValue(ReadOnlySpan<byte> json, int start, int depth)
    {
        this.json = json;
        this.start = start;
        this.depth = depth;
    }

    /// <summary>Whether the value, or null in its place, was sent.</summary>
    public bool IsPresent => !json.IsEmpty;

    /// <summary>Whether a value other than null was sent.</summary>
    public bool HasValue => IsPresent && First != 'n';

    internal ReadOnlySpan<byte> Utf8 => IsPresent ? json[start..JsonExtent.EndOf(json, start)] : default;

    internal byte First => JsonExtent.At(json, start);

    /// <summary>Decodes an id.</summary>
    public Snowflake ReadSnowflake() => Decode(&ModelReading.ReadSnowflake);

    /// <inheritdoc cref="ReadSnowflake"/>
    public Snowflake? ReadSnowflakeOrNull() => HasValue ? ReadSnowflake() : null;

    /// <summary>Decodes flags.</summary>
    public ulong ReadFlags() => Decode(&ModelReading.ReadFlags);

    /// <inheritdoc cref="ReadFlags"/>
    public ulong? ReadFlagsOrNull() => HasValue ? ReadFlags() : null;

    /// <summary>Decodes a boolean.</summary>
    public bool ReadBoolean() => Decode(&ModelReading.ReadBoolean);

    /// <inheritdoc cref="ReadBoolean"/>
    public bool? ReadBooleanOrNull() => HasValue ? ReadBoolean() : null;

    /// <summary>Decodes a whole number of 32 bits.</summary>
    public int ReadInt32() => Decode(&ModelReading.ReadInt32);

    /// <inheritdoc cref="ReadInt32"/>
    public int? ReadInt32OrNull() => HasValue ? ReadInt32() : null;

    /// <summary>Decodes a whole number of 64 bits.</summary>
    public long ReadInt64() => Decode(&ModelReading.ReadInt64);

    /// <inheritdoc cref="ReadInt64"/>
    public long? ReadInt64OrNull() => HasValue ? ReadInt64() : null;

    /// <summary>Decodes a number.</summary>
    public double ReadDouble() => Decode(&ModelReading.ReadDouble);

    /// <inheritdoc cref="ReadDouble"/>
    public double? ReadDoubleOrNull() => HasValue ? ReadDouble() : null;

    /// <summary>Decodes a point in time.</summary>
    public Timestamp ReadTimestamp() => Decode(&ModelReading.ReadTimestamp);

    /// <inheritdoc cref="ReadTimestamp"/>
    public Timestamp? ReadTimestampOrNull() => HasValue ? ReadTimestamp() : null;

    /// <summary>A view over a string.</summary>
    public TextView ReadText() => HasValue
        ? new TextView(json[start..JsonExtent.EndOfString(json, Expect((byte)'"', "a string"), out bool isEscaped)], isEscaped)
        : new TextView(IsPresent);

    /// <summary>A view over a string, a number or a boolean.</summary>
    public ScalarView ReadScalar() => new(this);

    /// <summary>A view over any value.</summary>
    public JsonView ReadJson() => new(this);

    /// <summary>Decodes a field that says something by being there: it is <see langword="null"/> then.</summary>
    public bool ReadMarker() => IsPresent && (!HasValue || ReadBoolean());

    /// <summary>A view over an object.</summary>
    public T ReadView<T>() where T : IGatewayView<T>, allows ref struct => T.Over(json, IsPresent ? start : -1, depth);

    /// <summary>A view over a list of ids.</summary>
    public ListView<Snowflake> ReadSnowflakes() => new(List(), &Snowflake);

    /// <summary>A view over a list of whole numbers.</summary>
    public ListView<int> ReadInt32s() => new(List(), &Int32);

    /// <summary>A view over a list of whole numbers that are an enum of 32 bits.</summary>
    public ListView<T> ReadEnums<T>() where T : unmanaged => new(List(), &Enum<T>);

    /// <summary>A view over a list of strings.</summary>
    public ListView<TextView> ReadTexts() => new(List(), &Text);

    /// <summary>A view over a list of objects.</summary>
    public ListView<T> ReadViews<T>() where T : IGatewayView<T>, allows ref struct => new(List(), &View<T>);

    /// <summary>A view over a map from ids to ids.</summary>
    public MapView<Snowflake> ReadSnowflakeMap() => new(Map(), &Snowflake);

    /// <summary>A view over a map from ids to objects.</summary>
    public MapView<T> ReadViewMap<T>() where T : IGatewayView<T>, allows ref struct => new(Map(), &View<T>);

    internal T ReadModel<T>() where T : IGatewayModel<T> => Decode(&Model<T>);

    internal Scalar ReadScalarModel() => Decode(&ModelReading.ReadScalar);

    internal JsonText ReadJsonText() => Decode(&JsonTextReading.ReadJson);

    internal ListCursor Elements() => new(json, HasValue ? start : -1);

    internal ViewValue ElementAt(int position) => new(json, position, depth + 1);

    internal JsonException Unexpected(string expected) => Locate(Reader().Unexpected(expected), start);

    private static Snowflake Snowflake(ViewValue value) => value.ReadSnowflake();

    private static int Int32(ViewValue value) => value.ReadInt32();

    private static T Enum<T>(ViewValue value) where T : unmanaged => Unsafe.BitCast<int, T>(value.ReadInt32());

    private static TextView Text(ViewValue value) => value.ReadText();

    private static T View<T>(ViewValue value) where T : IGatewayView<T>, allows ref struct => value.ReadView<T>();

    private static T Model<T>(ref PayloadReader reader) where T : IGatewayModel<T> => T.Read(ref reader);

    private ViewValue List()
    {
        if (HasValue)
        {
            Expect((byte)'[', "a list");
            JsonExtent.CheckDepth(depth + 1);
        }

        return this;
    }

    private ObjectCursor Map() => new(json, IsPresent ? start : -1, depth);

    private int Expect(byte opening, string expected) => First == opening ? start : throw Unexpected(expected);

    private T Decode<T>(delegate*<ref PayloadReader, T> decode)
    {
        if (!HasValue)
        {
            return default!;
        }

        PayloadReader reader = Reader();
        try
        {
            return decode(ref reader);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Locate(exception, reader.Position);
        }
    }

    private PayloadReader Reader() => new(json, start, default, null);

    private JsonException Locate(Exception exception, int failedAt) => ModelPath.Locate(exception, "$", json, failedAt);
}
