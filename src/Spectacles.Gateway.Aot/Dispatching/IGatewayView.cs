using System.ComponentModel;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>
/// A ref struct over the bytes of one JSON object, whose fields are found and decoded when they are accessed. Implemented by the generated
/// views.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IGatewayView<TSelf> where TSelf : IGatewayView<TSelf>, allows ref struct
{
    /// <summary>Creates a view over the value that begins at an index. For generated code.</summary>
    /// <param name="text">A text that contains the value. What precedes and follows the value does not matter.</param>
    /// <param name="start">The index of the value; negative if it is absent.</param>
    /// <param name="depth">The number of objects and lists in the text that enclose the value.</param>
    /// <exception cref="System.Text.Json.JsonException">
    /// The value is neither an object nor null, or is nested more than 64 levels deep.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf Over(PayloadText text, int start, int depth);
}
