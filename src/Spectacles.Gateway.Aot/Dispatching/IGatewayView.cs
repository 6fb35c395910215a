using System.ComponentModel;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A ref struct over the bytes of one JSON object, whose fields are found and decoded when they are asked for. Implemented by the views that the source generator emits.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IGatewayView<TSelf> where TSelf : IGatewayView<TSelf>, allows ref struct
{
    /// <summary>A view over the value that begins at an index. For emitted code.</summary>
    /// <param name="text">A text in which the value is; what stands before and behind it does not matter.</param>
    /// <param name="start">The index of the value; negative for a value that is not there.</param>
    /// <param name="depth">How many objects and lists of the text the value is in.</param>
    /// <exception cref="System.Text.Json.JsonException">The value is neither an object nor null, or is nested more than 64 levels deep.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract TSelf Over(PayloadText text, int start, int depth);
}
