using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>
/// Lists and maps for emitted readers. A list costs the exact array, an empty one nothing. An element that does not fit is reported and
/// left out.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelListReading
{
    /// <summary>Reads a list of objects.</summary>
    public static ImmutableArray<T> ReadModels<T>(this ref PayloadReader reader) where T : class, IGatewayModel<T>
    {
        if (!reader.StartList())
        {
            return [];
        }

        // Objects of every model share one builder, and so one pool and one piece of native code.
        var elements = new ListBuilder<object?>();
        do
        {
            if (reader.AtObject())
            {
                elements.Add(T.Read(ref reader));
            }
        }
        while (reader.NextElement());

        var array = new T[elements.Count];
        elements.MoveTo(array);
        return ImmutableCollectionsMarshal.AsImmutableArray(array);
    }

    /// <inheritdoc cref="ReadModels"/>
    public static ImmutableArray<T>? ReadModelsOrNull<T>(this ref PayloadReader reader) where T : class, IGatewayModel<T> =>
        reader.AtList() ? reader.ReadModels<T>() : null;

    /// <summary>Reads a list of string enums.</summary>
    public static ImmutableArray<T> ReadValues<T>(this ref PayloadReader reader) where T : struct, IGatewayModel<T>
    {
        if (!reader.StartList())
        {
            return [];
        }

        var elements = new ListBuilder<T>();
        do
        {
            var element = T.Read(ref reader);
            if (!reader.IsMisfit)
            {
                elements.Add(element);
            }
        }
        while (reader.NextElement());

        return elements.ToImmutable();
    }

    /// <inheritdoc cref="ReadValues"/>
    public static ImmutableArray<T>? ReadValuesOrNull<T>(this ref PayloadReader reader) where T : struct, IGatewayModel<T> =>
        reader.AtList() ? reader.ReadValues<T>() : null;

    /// <summary>Reads a list of ids.</summary>
    public static ImmutableArray<Snowflake> ReadSnowflakes(this ref PayloadReader reader)
    {
        if (!reader.StartList())
        {
            return [];
        }

        var elements = new ListBuilder<Snowflake>();
        do
        {
            var element = reader.ReadSnowflake();
            if (!reader.IsMisfit)
            {
                elements.Add(element);
            }
        }
        while (reader.NextElement());

        return elements.ToImmutable();
    }

    /// <inheritdoc cref="ReadSnowflakes"/>
    public static ImmutableArray<Snowflake>? ReadSnowflakesOrNull(this ref PayloadReader reader) =>
        reader.AtList() ? reader.ReadSnowflakes() : null;

    /// <summary>Reads a list of strings.</summary>
    public static ImmutableArray<string> ReadStrings(this ref PayloadReader reader)
    {
        if (!reader.StartList())
        {
            return [];
        }

        var elements = new ListBuilder<object?>();
        do
        {
            string element = reader.ReadString();
            if (!reader.IsMisfit)
            {
                elements.Add(element);
            }
        }
        while (reader.NextElement());

        string[] array = new string[elements.Count];
        elements.MoveTo(array);
        return ImmutableCollectionsMarshal.AsImmutableArray(array);
    }

    /// <inheritdoc cref="ReadStrings"/>
    public static ImmutableArray<string>? ReadStringsOrNull(this ref PayloadReader reader) => reader.AtList() ? reader.ReadStrings() : null;

    /// <summary>Reads a list of whole numbers.</summary>
    public static ImmutableArray<int> ReadInt32s(this ref PayloadReader reader) => reader.ReadEnums<int>();

    /// <inheritdoc cref="ReadInt32s"/>
    public static ImmutableArray<int>? ReadInt32sOrNull(this ref PayloadReader reader) => reader.AtList() ? reader.ReadInt32s() : null;

    /// <summary>Reads a list of whole numbers that are an enum of 32 bits.</summary>
    public static ImmutableArray<T> ReadEnums<T>(this ref PayloadReader reader) where T : unmanaged
    {
        if (!reader.StartList())
        {
            return [];
        }

        var elements = new ListBuilder<int>();
        do
        {
            int element = reader.ReadInt32();
            if (!reader.IsMisfit)
            {
                elements.Add(element);
            }
        }
        while (reader.NextElement());

        var array = new T[elements.Count];
        elements.CopyTo(MemoryMarshal.Cast<T, int>(array.AsSpan()));
        return ImmutableCollectionsMarshal.AsImmutableArray(array);
    }

    /// <inheritdoc cref="ReadEnums"/>
    public static ImmutableArray<T>? ReadEnumsOrNull<T>(this ref PayloadReader reader) where T : unmanaged =>
        reader.AtList() ? reader.ReadEnums<T>() : null;

    /// <summary>Reads a map from ids to objects.</summary>
    public static ReadOnlyDictionary<Snowflake, T> ReadModelMap<T>(this ref PayloadReader reader) where T : class, IGatewayModel<T> =>
        reader.ReadModelMap<Snowflake, T>();

    /// <inheritdoc cref="ReadModelMap{T}"/>
    public static ReadOnlyDictionary<Snowflake, T>? ReadModelMapOrNull<T>(
        this ref PayloadReader reader) where T : class, IGatewayModel<T> =>
        reader.ReadModelMapOrNull<Snowflake, T>();

    /// <summary>Reads a map from ids, or from an enum of 32 bits, to objects.</summary>
    public static ReadOnlyDictionary<TKey, T> ReadModelMap<TKey, T>(this ref PayloadReader reader)
        where TKey : unmanaged
        where T : class, IGatewayModel<T>
    {
        if (!StartMap(ref reader))
        {
            return ReadOnlyDictionary<TKey, T>.Empty;
        }

        var keys = new ListBuilder<TKey>();
        var values = new ListBuilder<object?>();
        while (NextKey(ref reader, out TKey key))
        {
            if (reader.AtObject())
            {
                keys.Add(key);
                values.Add(T.Read(ref reader));
            }
        }

        var entries = new Dictionary<TKey, T>(keys.Count);
        for (int i = 0; i < keys.Count; i++)
        {
            entries[keys[i]] = Unsafe.As<T>(values[i])!;
        }

        keys.Return();
        values.Return();
        return new ReadOnlyDictionary<TKey, T>(entries);
    }

    /// <inheritdoc cref="ReadModelMap{TKey, T}"/>
    public static ReadOnlyDictionary<TKey, T>? ReadModelMapOrNull<TKey, T>(this ref PayloadReader reader)
        where TKey : unmanaged
        where T : class, IGatewayModel<T> =>
        reader.AtObject() ? reader.ReadModelMap<TKey, T>() : null;

    /// <summary>Reads a map from ids to ids.</summary>
    public static ReadOnlyDictionary<Snowflake, Snowflake> ReadSnowflakeMap(this ref PayloadReader reader) =>
        reader.ReadSnowflakeMap<Snowflake>();

    /// <inheritdoc cref="ReadSnowflakeMap(ref PayloadReader)"/>
    public static ReadOnlyDictionary<Snowflake, Snowflake>? ReadSnowflakeMapOrNull(this ref PayloadReader reader) =>
        reader.ReadSnowflakeMapOrNull<Snowflake>();

    /// <summary>Reads a map from ids, or from an enum of 32 bits, to ids.</summary>
    public static unsafe ReadOnlyDictionary<TKey, Snowflake> ReadSnowflakeMap<TKey>(this ref PayloadReader reader) where TKey : unmanaged =>
        ReadScalarMap<TKey, Snowflake>(ref reader, &ModelReading.ReadSnowflake);

    /// <inheritdoc cref="ReadSnowflakeMap{TKey}"/>
    public static ReadOnlyDictionary<TKey, Snowflake>? ReadSnowflakeMapOrNull<TKey>(
        this ref PayloadReader reader) where TKey : unmanaged =>
        reader.AtObject() ? reader.ReadSnowflakeMap<TKey>() : null;

    /// <summary>Reads a map from ids to whole numbers.</summary>
    public static ReadOnlyDictionary<Snowflake, int> ReadInt32Map(this ref PayloadReader reader) => reader.ReadInt32Map<Snowflake>();

    /// <inheritdoc cref="ReadInt32Map(ref PayloadReader)"/>
    public static ReadOnlyDictionary<Snowflake, int>? ReadInt32MapOrNull(this ref PayloadReader reader) =>
        reader.ReadInt32MapOrNull<Snowflake>();

    /// <summary>Reads a map from ids, or from an enum of 32 bits, to whole numbers.</summary>
    public static unsafe ReadOnlyDictionary<TKey, int> ReadInt32Map<TKey>(this ref PayloadReader reader) where TKey : unmanaged =>
        ReadScalarMap<TKey, int>(ref reader, &ModelReading.ReadInt32);

    /// <inheritdoc cref="ReadInt32Map{TKey}"/>
    public static ReadOnlyDictionary<TKey, int>? ReadInt32MapOrNull<TKey>(this ref PayloadReader reader) where TKey : unmanaged =>
        reader.AtObject() ? reader.ReadInt32Map<TKey>() : null;

    private static unsafe ReadOnlyDictionary<TKey, T> ReadScalarMap<TKey, T>(
        ref PayloadReader reader, delegate*<ref PayloadReader, T> read)
        where TKey : unmanaged
        where T : unmanaged
    {
        if (!StartMap(ref reader))
        {
            return ReadOnlyDictionary<TKey, T>.Empty;
        }

        var keys = new ListBuilder<TKey>();
        var values = new ListBuilder<T>();
        while (NextKey(ref reader, out TKey key))
        {
            var value = read(ref reader);
            if (!reader.IsMisfit)
            {
                keys.Add(key);
                values.Add(value);
            }
        }

        var entries = new Dictionary<TKey, T>(keys.Count);
        for (int i = 0; i < keys.Count; i++)
        {
            entries[keys[i]] = values[i];
        }

        keys.Return();
        values.Return();
        return new ReadOnlyDictionary<TKey, T>(entries);
    }

    private static bool StartMap(ref PayloadReader reader)
    {
        if (!reader.AtObject())
        {
            return false;
        }

        reader.StartObject();
        return true;
    }

    /// <summary>Moves to the value of the next key that is valid. The values of others are reported and left out.</summary>
    private static bool NextKey<TKey>(ref PayloadReader reader, out TKey key) where TKey : unmanaged
    {
        while (reader.NextField(out var name))
        {
            if (MapKey.TryRead(name, out key))
            {
                return true;
            }

            reader.Misfit(MapKey.Expected<TKey>());
        }

        key = default;
        return false;
    }
}
