using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads values of a type from the text that a user or a custom id has for them. For generated code.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITextValue<T>
{
    /// <summary>What a text has to be, as a sentence continues after "must be": <c>a duration such as 1h30m</c>.</summary>
    static abstract string Expected { get; }

    /// <summary>Reads a value from the whole text, in UTF-8. Returns false if the text is not one.</summary>
    static abstract bool TryRead(ReadOnlySpan<byte> text, out T value);
}
