using System.Buffers.Text;
using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads booleans, in the forms <c>true</c> and <c>True</c>. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanText : ITextValue<bool>
{
    /// <inheritdoc/>
    public static string Expected => "true or false";

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> text, out bool value) =>
        Utf8Parser.TryParse(text, out value, out int consumed) && consumed == text.Length;
}
