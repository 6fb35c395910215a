using System.Text.Json;

namespace Spectacles.Gateway.Dispatching;

/// <summary>A type that reads and writes itself as JSON. Implemented by the models that the source generator emits.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IGatewayModel<TSelf> where TSelf : IGatewayModel<TSelf>
{
    /// <summary>Reads the value at the reader: its token is the value's first one on entry and its last one on return.</summary>
    /// <exception cref="JsonException">A value has another type than the schema says. The message names the path.</exception>
    static abstract TSelf Read(ref Utf8JsonReader reader);

    /// <summary>Writes one JSON value.</summary>
    static abstract void Write(Utf8JsonWriter writer, TSelf value);
}
