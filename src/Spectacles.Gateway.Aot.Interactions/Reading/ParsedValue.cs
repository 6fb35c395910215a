using System.ComponentModel;
using System.Globalization;
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
        Span<byte> buffer = stackalloc byte[LongestText];
        if (text.TryCopyTo(buffer, out int length) && TText.TryRead(buffer[..length].Trim((byte)' '), out var value))
        {
            return value;
        }

        string option = Encoding.UTF8.GetString(name);
        throw new OptionException(option, string.Create(CultureInfo.InvariantCulture, $"\"{option}\" must be {TText.Expected}."));
    }
}
