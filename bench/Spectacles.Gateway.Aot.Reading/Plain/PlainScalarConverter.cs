using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spectacles.Gateway.Reading.Plain;

/// <summary>Reads a string, or a number as its text.</summary>
public sealed class PlainScalarConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : Encoding.UTF8.GetString(reader.ValueSpan);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
