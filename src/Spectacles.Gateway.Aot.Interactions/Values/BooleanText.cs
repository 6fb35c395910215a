using System.Buffers.Text;
using System.ComponentModel;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads booleans, in the forms <c>true</c> and <c>True</c>. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanText : ITextValue<bool>
{
    /// <inheritdoc/>
    public static Func<InteractionTexts, string> Sentence => static texts => texts.NeedsBoolean;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> text, out bool value) =>
        Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length;
}
