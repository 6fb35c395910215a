using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectacles.Gateway.Dispatching;

namespace Spectacles.Gateway.Events;

/// <summary>Lets System.Text.Json read and write a model by the model's own code. Named by the attribute on every emitted model.</summary>
/// <typeparam name="T">The model.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GatewayModelConverter<T> : JsonConverter<T> where T : IGatewayModel<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Utf8JsonReader start = reader;
        try
        {
            return T.Read(ref reader);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw ModelPath.Locate(exception, typeof(T).Name, start, reader.TokenStartIndex);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => T.Write(writer, value);
}
