using System.Text.Json.Serialization;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>An <see cref="Optional{T}"/> that knows its own type, where nobody else may ask for it.</summary>
internal interface IOptional
{
    JsonConverter CreateConverter();
}
