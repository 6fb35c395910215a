using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Converts an id in a user's own type to and from its form on the wire: a string of digits. Numbers are read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SnowflakeConverter : JsonConverter<Snowflake>
{
    private const int MostDigits = 20;

    /// <inheritdoc/>
    public override Snowflake Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => Parse(reader.GetString()),
        JsonTokenType.Number when reader.TryGetUInt64(out ulong number) => number,
        _ => throw NoSnowflake(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Snowflake value, JsonSerializerOptions options)
    {
        Span<byte> digits = stackalloc byte[MostDigits];
        value.TryFormat(digits, out int length, default, null);
        writer.WriteStringValue(digits[..length]);
    }

    /// <inheritdoc/>
    public override Snowflake ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Snowflake value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());

    private static Snowflake Parse(string? digits) => Snowflake.TryParse(digits, null, out var id) ? id : throw NoSnowflake();

    private static JsonException NoSnowflake() => new("A snowflake was expected.");
}
