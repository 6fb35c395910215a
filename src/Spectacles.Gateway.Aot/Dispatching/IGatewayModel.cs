using System.Text.Json;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A type that reads and writes itself as JSON. Implemented by the generated models.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IGatewayModel<TSelf> where TSelf : IGatewayModel<TSelf>
{
    /// <summary>Reads the value that begins at the reader's position, and moves the reader past it.</summary>
    /// <exception cref="JsonException">The type of a value differs from the schema.</exception>
    static abstract TSelf Read(ref PayloadReader reader);

    /// <summary>Writes one JSON value.</summary>
    static abstract void Write(Utf8JsonWriter writer, TSelf value);
}
