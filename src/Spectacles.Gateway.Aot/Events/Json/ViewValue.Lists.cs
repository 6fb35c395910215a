using System.Runtime.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <content>Lists and maps.</content>
public readonly unsafe ref partial struct ViewValue
{
    /// <summary>A view over a list of ids.</summary>
    public ListView<Snowflake> ReadSnowflakes() => new(List(), &FitsSnowflake, &Snowflake);

    /// <summary>A view over a list of whole numbers.</summary>
    public ListView<int> ReadInt32s() => new(List(), &FitsInt32, &Int32);

    /// <summary>A view over a list of whole numbers that are an enum of 32 bits.</summary>
    public ListView<T> ReadEnums<T>() where T : unmanaged => new(List(), &FitsInt32, &Enum<T>);

    /// <summary>A view over a list of strings.</summary>
    public ListView<TextView> ReadTexts() => new(List(), &FitsText, &Text);

    /// <summary>A view over a list of objects.</summary>
    public ListView<T> ReadViews<T>() where T : IGatewayView<T>, allows ref struct => new(List(), &FitsObject, &View<T>);

    /// <summary>A view over a map from ids to ids.</summary>
    public MapView<Snowflake> ReadSnowflakeMap() => new(ReadSnowflakeMap<Snowflake>());

    /// <summary>A view over a map from ids, or from an enum of 32 bits, to ids.</summary>
    public MapView<TKey, Snowflake> ReadSnowflakeMap<TKey>() where TKey : unmanaged => new(Map(), &FitsSnowflake, &Snowflake);

    /// <summary>A view over a map from ids to whole numbers.</summary>
    public MapView<int> ReadInt32Map() => new(ReadInt32Map<Snowflake>());

    /// <summary>A view over a map from ids, or from an enum of 32 bits, to whole numbers.</summary>
    public MapView<TKey, int> ReadInt32Map<TKey>() where TKey : unmanaged => new(Map(), &FitsInt32, &Int32);

    /// <summary>A view over a map from ids to objects.</summary>
    public MapView<T> ReadViewMap<T>() where T : IGatewayView<T>, allows ref struct => new(ReadViewMap<Snowflake, T>());

    /// <summary>A view over a map from ids, or from an enum of 32 bits, to objects.</summary>
    public MapView<TKey, T> ReadViewMap<TKey, T>() where TKey : unmanaged where T : IGatewayView<T>, allows ref struct =>
        new(Map(), &FitsObject, &View<T>);

    private static Snowflake Snowflake(ViewValue value) => value.ReadSnowflake();

    private static int Int32(ViewValue value) => value.ReadInt32();

    private static T Enum<T>(ViewValue value) where T : unmanaged => Unsafe.BitCast<int, T>(value.ReadInt32());

    private static TextView Text(ViewValue value) => value.ReadText();

    private static T View<T>(ViewValue value) where T : IGatewayView<T>, allows ref struct => value.ReadView<T>();

    private static bool FitsSnowflake(ViewValue value) => value.TryDecode(&ModelReading.ReadSnowflake, out _);

    private static bool FitsInt32(ViewValue value) => value.TryDecode(&ModelReading.ReadInt32, out _);

    private static bool FitsText(ViewValue value) => value.First == '"' || value.ReadText().IsPresent;

    private static bool FitsObject(ViewValue value) => value.First == '{' || (value.HasValue && value.ObjectStart() >= 0);

    private ViewValue List()
    {
        if (!HasValue)
        {
            return this;
        }

        if (First != '[')
        {
            Misfit("a list");
            return default;
        }

        JsonExtent.CheckDepth(depth + 1);
        return this;
    }

    private ObjectCursor Map() => new(text, ObjectStart(), depth);
}
