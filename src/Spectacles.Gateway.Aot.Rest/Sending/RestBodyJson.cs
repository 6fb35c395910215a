using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>A body that the caller has as JSON.</summary>
/// <param name="json">The JSON.</param>
public sealed class RestBodyJson(JsonText json) : IRestBody
{
    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(json.Utf8, skipInputValidation: true);
    }
}
