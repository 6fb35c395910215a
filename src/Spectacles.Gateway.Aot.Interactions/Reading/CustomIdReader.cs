using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads the parts of a custom id from the left to the right. For generated code.</summary>
/// <param name="customId">The custom id in UTF-8.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct CustomIdReader(ReadOnlySpan<byte> customId)
{
    private ReadOnlySpan<byte> rest = customId;

    /// <summary>Whether everything is read.</summary>
    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <summary>Reads past a text. Returns false if the rest does not begin with it.</summary>
    public bool Skip(ReadOnlySpan<byte> literal)
    {
        bool begins = rest.StartsWith(literal);
        rest = begins ? rest[literal.Length..] : rest;
        return begins;
    }

    /// <summary>
    /// Reads to a text that follows, or to the end if it is empty. Returns false if nothing is before it, or if it is not there.
    /// </summary>
    public bool TryReadText(ReadOnlySpan<byte> next, out ReadOnlySpan<byte> text)
    {
        int length = next.IsEmpty ? rest.Length : rest.IndexOf(next);
        text = length > 0 ? rest[..length] : default;
        rest = length > 0 ? rest[length..] : rest;
        return length > 0;
    }

    /// <summary>Reads a value that reaches to a text that follows, or to the end if it is empty. Returns false if there is none.</summary>
    public bool TryRead<T, TText>(ReadOnlySpan<byte> next, out T value) where TText : ITextValue<T>
    {
        value = default!;
        return TryReadText(next, out var text) && TText.TryRead(text, out value);
    }
}
