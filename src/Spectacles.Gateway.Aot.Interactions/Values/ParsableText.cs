using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads the types of .NET that read themselves from UTF-8. For generated code.</summary>
/// <typeparam name="T">A number, or a GUID.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ParsableText<T> : ITextValue<T> where T : struct, IUtf8SpanParsable<T>
{
    /// <inheritdoc/>
    static Func<InteractionTexts, string> ITextValue<T>.Sentence => typeof(T) == typeof(Guid) ? static texts => texts.NeedsGuid
        : typeof(T) == typeof(double) ? static texts => texts.NeedsNumber
        : static texts => texts.NeedsWholeNumber;

    /// <inheritdoc/>
    static bool ITextValue<T>.TryRead(ReadOnlySpan<byte> text, [MaybeNullWhen(false)] out T value)
    {
        if (typeof(T) != typeof(double))
        {
            return T.TryParse(text, CultureInfo.InvariantCulture, out value);
        }

        // By default .NET also reads "1,5" as 15, and "NaN", which no option of Discord can be.
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number);
        value = Unsafe.BitCast<double, T>(number);
        return isNumber;
    }
}
