using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Lets a user's own type hold a point in time as it is on the wire.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimestampConverter : JsonConverter<Timestamp>
{
    /// <inheritdoc/>
    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimestampText.TryDecode(reader, out var timestamp) ? timestamp : throw new JsonException("a timestamp was expected.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options) => writer.WriteTimestampValue(value);
}
