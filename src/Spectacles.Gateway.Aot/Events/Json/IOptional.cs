using System.Text.Json.Serialization;

namespace Spectacles.Gateway.Events.Json;

/// <summary>An <see cref="Optional{T}"/> that knows its own type, where nobody else may ask for it.</summary>
internal interface IOptional
{
    JsonConverter CreateConverter();
}
