using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Reads the fields of a JSON object. A field that is absent, null or of another type is null.</summary>
internal static class JsonReading
{
    /// <summary>The field, whatever it holds; undefined when it is absent.</summary>
    public static JsonElement Field(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) ? field : default;

    /// <summary>Whether the field is there, even if it is null.</summary>
    public static bool Has(this JsonElement value, string name) => value.Field(name).ValueKind != JsonValueKind.Undefined;

    public static string? Text(this JsonElement value, string name) =>
        value.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>An integer, which may be a string as for Discord.</summary>
    public static long? Integer(this JsonElement value, string name) => value.Field(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out long whole) => whole,
        { ValueKind: JsonValueKind.Number } number when number.GetDouble() is var real && Math.Floor(real) == real => (long)real,
        { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), out long whole) => whole,
        _ => null,
    };

    /// <summary>A number, which may be a string as for Discord.</summary>
    public static double? Number(this JsonElement value, string name) => value.Field(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text
            when double.TryParse(text.GetString(), CultureInfo.InvariantCulture, out double real) => real,
        _ => null,
    };

    public static bool? Flag(this JsonElement value, string name) => value.Field(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>An id, which is a string in Discord's JSON but a number in that of some clients.</summary>
    public static Snowflake? Id(this JsonElement value, string name) => value.Field(name).AsId();

    public static Snowflake? AsId(this JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number && Snowflake.TryParse(value.ToString(), null, out var id)
            ? id
            : null;

    /// <summary>The elements of a list; none when the field is no list.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement value, string name) =>
        value.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The JSON text of a list; null when the field is no list.</summary>
    public static byte[]? ListBytes(this JsonElement value, string name) =>
        value.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.Bytes() : null;

    /// <summary>The JSON text of a value.</summary>
    public static byte[] Bytes(this JsonElement value) => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value).ToArray();
}
