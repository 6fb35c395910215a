using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads the types of .NET that read themselves from UTF-8. For generated code.</summary>
/// <typeparam name="T">A number, or a GUID.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ParsableText<T> : ITextValue<T> where T : struct, IUtf8SpanParsable<T>
{
    /// <inheritdoc/>
    static string ITextValue<T>.Expected => typeof(T) == typeof(Guid) ? "a GUID"
        : typeof(T) == typeof(double) ? "a number" : "a whole number";

    /// <inheritdoc/>
    static bool ITextValue<T>.TryRead(ReadOnlySpan<byte> text, [MaybeNullWhen(false)] out T value) =>
        T.TryParse(text, CultureInfo.InvariantCulture, out value);
}
