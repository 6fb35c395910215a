namespace Spectacles.Gateway.Generators;

/// <summary>The scalar types of schemas, a row each. A new one is a row here, and its methods in the library.</summary>
internal static class ScalarTypes
{
    public static readonly ScalarType Snowflake = new(
        "snowflake", "Snowflake", "digits in a string; a number is also read",
        new("ReadSnowflake", "ReadSnowflakeOrNull", "WriteSnowflake", "ReadSnowflake", "ReadSnowflakeOrNull", "TryReadSnowflake"))
    {
        ListMethods = new("ReadSnowflakes", "ReadSnowflakesOrNull", "WriteSnowflakes", "ReadSnowflakes"),
        MapMethods = new("ReadSnowflakeMap", "ReadSnowflakeMapOrNull", "WriteSnowflakeMap", "ReadSnowflakeMap"),
        IsRequired = true,
    };

    public static readonly ScalarType String = new(
        "string", "string", "a string; a number is also read",
        new("ReadString", "ReadStringOrNull", "WriteString", "ReadText"))
    {
        ViewType = "TextView",
        ListMethods = new("ReadStrings", "ReadStringsOrNull", "WriteStrings", "ReadTexts"),
        IsRequired = true,
        Initializer = "\"\"",
    };

    public static readonly ScalarType Boolean = new(
        "boolean", "bool", "true or false",
        new("ReadBoolean", "ReadBooleanOrNull", "WriteBoolean", "ReadBoolean", "ReadBooleanOrNull", "TryReadBoolean"));

    public static readonly ScalarType Integer = new(
        "integer", "int", "a number; a string that contains a number is also read",
        new("ReadInt32", "ReadInt32OrNull", "WriteNumber", "ReadInt32", "ReadInt32OrNull", "TryReadInt32"))
    {
        ListMethods = new("ReadInt32s", "ReadInt32sOrNull", "WriteInt32s", "ReadInt32s"),
        MapMethods = new("ReadInt32Map", "ReadInt32MapOrNull", "WriteInt32Map", "ReadInt32Map"),
    };

    public static readonly ScalarType Long = new(
        "long", "long", "a number; a string that contains a number is also read",
        new("ReadInt64", "ReadInt64OrNull", "WriteNumber", "ReadInt64", "ReadInt64OrNull", "TryReadInt64"));

    public static readonly ScalarType Double = new(
        "double", "double", "a number; a string that contains a number is also read",
        new("ReadDouble", "ReadDoubleOrNull", "WriteNumber", "ReadDouble", "ReadDoubleOrNull", "TryReadDouble"));

    public static readonly ScalarType Timestamp = new(
        "timestamp", "Timestamp", "an ISO 8601 string",
        new("ReadTimestamp", "ReadTimestampOrNull", "WriteTimestamp", "ReadTimestamp", "ReadTimestampOrNull", "TryReadTimestamp"))
    {
        IsRequired = true,
    };

    public static readonly ScalarType Scalar = new(
        "scalar", "Scalar", "a string, a number or a boolean",
        new("ReadScalar", "ReadScalarOrNull", "WriteScalar", "ReadScalar"))
    {
        ViewType = "ScalarView",
    };

    public static readonly ScalarType Json = new(
        "json", "JsonText", "any value, including null",
        new("ReadJson", "ReadJson", "WriteJson", "ReadJson"))
    {
        ViewType = "JsonView",
        IsNullable = false,
    };

    public static readonly ScalarType Marker = new(
        "marker", "bool", "null if true, absent if false",
        new("ReadMarker", "ReadMarker", "WriteNull", "ReadMarker"))
    {
        IsNullable = false,
    };

    /// <summary>All of them, in the order of the document.</summary>
    public static IReadOnlyList<ScalarType> All { get; } =
    [
        Snowflake, String, Boolean, Integer, Long, Double, Timestamp, Scalar, Json, Marker,
    ];
}
