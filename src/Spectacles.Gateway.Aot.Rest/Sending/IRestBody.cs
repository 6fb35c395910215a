using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>The body of a request. The emitted bodies of the routes implement it.</summary>
public interface IRestBody
{
    /// <summary>Writes the body as one JSON value.</summary>
    /// <param name="writer">The writer.</param>
    void WriteTo(Utf8JsonWriter writer);
}
