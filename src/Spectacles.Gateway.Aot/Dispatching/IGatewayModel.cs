using System.Text.Json;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A type that reads and writes itself as JSON. Implemented by the models that the source generator emits.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IGatewayModel<TSelf> where TSelf : IGatewayModel<TSelf>
{
    /// <summary>Reads the value that begins at the reader, and leaves the reader behind it.</summary>
    /// <exception cref="JsonException">A value has another type than the schema says.</exception>
    static abstract TSelf Read(ref PayloadReader reader);

    /// <summary>Writes one JSON value.</summary>
    static abstract void Write(Utf8JsonWriter writer, TSelf value);
}
