using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Lets a user's own type hold a string, a number or a boolean as it is on the wire.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScalarConverter : JsonConverter<Scalar>
{
    /// <inheritdoc/>
    public override Scalar Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ScalarText.TryDecode(reader, out var value) ? value : throw new JsonException("a string, a number or a boolean was expected.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Scalar value, JsonSerializerOptions options) => writer.WriteScalarValue(value);
}
