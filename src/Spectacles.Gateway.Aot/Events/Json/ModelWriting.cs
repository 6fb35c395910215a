using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>What emitted writers are made of, beside <see cref="Utf8JsonWriter"/> itself: each writes one property.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelWriting
{
    /// <summary>Writes an id, or flags of 64 bits: digits in a string.</summary>
    public static void WriteSnowflake(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Snowflake value)
    {
        writer.WritePropertyName(name);
        WriteDigits(writer, value);
    }

    /// <summary>Writes a point in time, with an offset where there was one.</summary>
    public static void WriteTimestamp(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Timestamp value)
    {
        writer.WritePropertyName(name);
        writer.WriteTimestampValue(value);
    }

    /// <summary>Writes a string, a number or a boolean.</summary>
    public static void WriteScalar(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Scalar value)
    {
        writer.WritePropertyName(name);
        writer.WriteScalarValue(value);
    }

    /// <summary>Writes a list of ids.</summary>
    public static void WriteSnowflakes(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<Snowflake> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values.AsSpan())
        {
            WriteDigits(writer, value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list of strings.</summary>
    public static void WriteStrings(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values.AsSpan())
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list of whole numbers.</summary>
    public static void WriteInt32s(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<int> values) =>
        writer.WriteEnums(name, values);

    /// <summary>Writes a list of whole numbers that are an enum of 32 bits.</summary>
    public static void WriteEnums<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<T> values) where T : unmanaged
    {
        writer.WriteStartArray(name);
        foreach (var value in values.AsSpan())
        {
            writer.WriteNumberValue(Unsafe.BitCast<T, int>(value));
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a key of a map: an id, or a value of an enum of 32 bits.</summary>
    public static void WriteKey<TKey>(this Utf8JsonWriter writer, TKey key) where TKey : unmanaged => MapKey.Write(writer, key);

    /// <summary>Writes a map from ids to ids.</summary>
    public static void WriteSnowflakeMap(
        this Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        ReadOnlyDictionary<Snowflake, Snowflake> entries) =>
        writer.WriteSnowflakeMap<Snowflake>(name, entries);

    /// <summary>Writes a map from ids, or from an enum of 32 bits, to ids.</summary>
    public static void WriteSnowflakeMap<TKey>(
        this Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        ReadOnlyDictionary<TKey, Snowflake> entries) where TKey : unmanaged
    {
        writer.WriteStartObject(name);
        foreach ((var key, var value) in entries)
        {
            MapKey.Write(writer, key);
            WriteDigits(writer, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a map from ids to whole numbers.</summary>
    public static void WriteInt32Map(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyDictionary<Snowflake, int> entries) =>
        writer.WriteInt32Map<Snowflake>(name, entries);

    /// <summary>Writes a map from ids, or from an enum of 32 bits, to whole numbers.</summary>
    public static void WriteInt32Map<TKey>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyDictionary<TKey, int> entries)
        where TKey : unmanaged
    {
        writer.WriteStartObject(name);
        foreach ((var key, int value) in entries)
        {
            MapKey.Write(writer, key);
            writer.WriteNumberValue(value);
        }

        writer.WriteEndObject();
    }

    // The methods for objects are called by assemblies that were compiled when contract 1 emitted generic calls for objects. With NativeAOT
    // such a
    // call keeps the writers of all models in the executable, so objects write themselves now (docs/decisions/0032).

    /// <summary>Writes an object.</summary>
    public static void WriteModel<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, T value) where T : IGatewayModel<T>
    {
        writer.WritePropertyName(name);
        T.Write(writer, value);
    }

    /// <summary>Writes a list of objects or string enums.</summary>
    public static void WriteModels<T>(
        this Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        ImmutableArray<T> values) where T : IGatewayModel<T>
    {
        writer.WriteStartArray(name);
        foreach (var value in values.AsSpan())
        {
            T.Write(writer, value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a map from ids to objects.</summary>
    public static void WriteModelMap<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyDictionary<Snowflake, T> entries)
        where T : class, IGatewayModel<T> =>
        writer.WriteModelMap<Snowflake, T>(name, entries);

    /// <summary>Writes a map from ids, or from an enum of 32 bits, to objects.</summary>
    public static void WriteModelMap<TKey, T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyDictionary<TKey, T> entries)
        where TKey : unmanaged
        where T : class, IGatewayModel<T>
    {
        writer.WriteStartObject(name);
        foreach ((var key, var value) in entries)
        {
            MapKey.Write(writer, key);
            T.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteDigits(Utf8JsonWriter writer, Snowflake value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out int length, default, null);
        writer.WriteStringValue(digits[..length]);
    }

    internal static void WriteTimestampValue(this Utf8JsonWriter writer, Timestamp value)
    {
        if (value.HasOffset)
        {
            writer.WriteStringValue(value.Instant);
        }
        else
        {
            writer.WriteStringValue(value.Ticks);
        }
    }

    internal static void WriteScalarValue(this Utf8JsonWriter writer, Scalar value)
    {
        switch (value.Kind)
        {
            case ScalarKind.WholeNumber when value.AsUInt64 is { } unsigned:
                writer.WriteNumberValue(unsigned);
                break;
            case ScalarKind.WholeNumber:
                writer.WriteNumberValue(value.AsInt64.GetValueOrDefault());
                break;
            case ScalarKind.Number:
                writer.WriteNumberValue(value.AsDouble.GetValueOrDefault());
                break;
            case ScalarKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean.GetValueOrDefault());
                break;
            default:
                writer.WriteStringValue(value.AsString ?? "");
                break;
        }
    }
}
