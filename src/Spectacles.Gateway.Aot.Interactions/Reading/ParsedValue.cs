using System.ComponentModel;
using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads values from texts. For generated code.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <typeparam name="TText">How a value is read from its text.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ParsedValue<T, TText> : IEnteredValue<T> where TText : ITextValue<T>
{
    // Longer than any text of a value. A user may enter up to 6,000 characters.
    private const int LongestText = 256;

    /// <inheritdoc/>
    static T IEnteredValue<T>.Read(TextView text, ReadOnlySpan<byte> name, in InteractionRequest request)
    {
        return TryRead(text, out var value)
            ? value
            : throw new OptionException(Encoding.UTF8.GetString(name), TText.Sentence, TText.Expected);
    }

    /// <summary>Reads a value. Returns false if the text is not one.</summary>
    internal static bool TryRead(TextView text, out T value)
    {
        value = default!;
        Span<byte> buffer = stackalloc byte[LongestText];
        return text.TryCopyTo(buffer, out int length) && TText.TryRead(buffer[..length].Trim((byte)' '), out value);
    }
}
