using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads and writes the value of an <see cref="Optional{T}"/> with the metadata that the user's context has for it.</summary>
internal sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
{
    // A null that was sent is a value.
    public override bool HandleNull => true;

    public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return new(JsonSerializer.Deserialize(ref reader, Metadata(options))!);
        }
        catch (JsonException exception)
        {
            // The path in it begins at this value; into one without a path the serializer writes where the value is.
            throw new JsonException(exception.Message, exception);
        }
    }

    public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options)
    {
        if (value.IsPresent)
        {
            JsonSerializer.Serialize(writer, value.Value, Metadata(options));
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static JsonTypeInfo<T> Metadata(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
