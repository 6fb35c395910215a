using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Writes ids, times and empty lists as Discord does.</summary>
internal static class IdWriting
{
    public static void WriteId(this Utf8JsonWriter writer, string name, Snowflake id)
    {
        writer.WritePropertyName(name);
        writer.WriteIdValue(id);
    }

    public static void WriteId(this Utf8JsonWriter writer, string name, Snowflake? id)
    {
        if (id is { } value)
        {
            writer.WriteId(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteIdValue(this Utf8JsonWriter writer, Snowflake id)
    {
        Span<byte> digits = stackalloc byte[20];
        id.TryFormat(digits, out int length, default, null);
        writer.WriteStringValue(digits[..length]);
    }

    /// <summary>An instant with microseconds and an offset, as in <c>2024-01-01T00:00:00.000000+00:00</c>.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset time)
    {
        writer.WritePropertyName(name);
        writer.WriteTimeValue(time);
    }

    public static void WriteTimeValue(this Utf8JsonWriter writer, DateTimeOffset time) =>
        writer.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture));

    public static void WriteIds(this Utf8JsonWriter writer, string name, IEnumerable<Snowflake> ids)
    {
        writer.WriteStartArray(name);
        foreach (var id in ids)
        {
            writer.WriteIdValue(id);
        }

        writer.WriteEndArray();
    }

    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteTime(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteNulls(this Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            writer.WriteNull(name);
        }
    }

    public static void WriteEmptyArrays(this Utf8JsonWriter writer, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }
    }
}
