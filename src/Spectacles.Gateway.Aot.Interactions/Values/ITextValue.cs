using System.ComponentModel;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads values of a type from the text that a user or a custom id has for them. For generated code.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITextValue<T>
{
    /// <summary>For an enum, the values that a text can have: <c>First, Second</c>.</summary>
    static virtual string Expected => "";

    /// <summary>What the user reads if a text is not a value.</summary>
    static virtual Func<InteractionTexts, string> Sentence => static texts => texts.NeedsOneOf;

    /// <summary>Reads a value from the whole text, in UTF-8. Returns false if the text is not one.</summary>
    static abstract bool TryRead(ReadOnlySpan<byte> text, out T value);
}
