using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Lets System.Text.Json read and write a model by the model's own code. Named by the attribute on every emitted model.</summary>
/// <typeparam name="T">The model.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GatewayModelConverter<T> : JsonConverter<T> where T : IGatewayModel<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ValueBytes.Read(ref reader);
        var payload = new PayloadReader(json, 0, StrictFields.Instance);
        try
        {
            return T.Read(ref payload);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            // Into an exception without a path the serializer writes where the model is; where in the model is in the message.
            var located = ModelPath.Locate(exception, typeof(T).Name, json, payload.Position);
            throw new JsonException(located.Message, located);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => T.Write(writer, value);
}
