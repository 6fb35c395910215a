using System.Text.Json;
using System.Text.Json.Serialization;

namespace Spectacles.Gateway.Reading.Plain;

/// <summary>A field whose presence is the value: <c>null</c> means true.</summary>
public sealed class PlainMarkerConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => true;

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteNullValue();
}
