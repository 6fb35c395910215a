using System.Collections.Immutable;
using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>A body that is a list.</summary>
/// <typeparam name="T">What the list contains.</typeparam>
/// <param name="elements">The elements.</param>
public sealed class RestBodyList<T>(ImmutableArray<T> elements) : IRestBody where T : class, IRestBody
{
    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (var element in elements.IsDefault ? [] : elements)
        {
            element.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
