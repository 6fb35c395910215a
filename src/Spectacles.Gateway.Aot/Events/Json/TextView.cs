using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Spectacles.Gateway.Events;

/// <summary>A string in a payload, in UTF-8, that costs nothing until it is copied. One that is absent or null is empty.</summary>
/// <remarks>
/// Comparing and copying decode the escape sequences of JSON. They throw a <see cref="JsonException"/> for text that is not UTF-8, and for
/// an escape sequence that is not valid.
/// </remarks>
public readonly ref struct TextView
{
    // With its quotes, or the bytes beside a number; nothing when there is no string.
    private readonly ReadOnlySpan<byte> quoted;
    private readonly bool isEscaped;

    internal TextView(ReadOnlySpan<byte> quoted, bool isEscaped)
    {
        this.quoted = quoted;
        this.isEscaped = isEscaped;
        IsPresent = true;
    }

    internal TextView(bool isPresent) => IsPresent = isPresent;

    /// <summary>Whether the string, or null in its place, was sent.</summary>
    public bool IsPresent { get; }

    /// <summary>Whether a string was sent, be it empty.</summary>
    public bool HasValue => !quoted.IsEmpty;

    /// <summary>Whether the text has no character: it is empty, null or absent.</summary>
    public bool IsEmpty => quoted.Length <= 2;

    /// <summary>A number of bytes that suffices for the text in UTF-8, and of characters in UTF-16.</summary>
    public int MaxLength => Raw.Length;

    private ReadOnlySpan<byte> Raw => HasValue ? quoted[1..^1] : default;

    /// <summary>Whether a number stands for its text.</summary>
    private bool IsNumber => HasValue && quoted[0] != '"';

    // What the reader of models would refuse is refused here too. Control characters were, where the string's end was found.
    private ReadOnlySpan<byte> Checked => Utf8.IsValid(Raw) ? Raw : throw Broken(null);

    /// <summary>Whether the text is another one, in UTF-8: <c>Equals("!ping"u8)</c>.</summary>
    public bool Equals(ReadOnlySpan<byte> utf8)
    {
        if (!isEscaped)
        {
            return Raw.SequenceEqual(utf8);
        }

        try
        {
            return Reader().ValueTextEquals(utf8);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Broken(exception);
        }
    }

    /// <summary>Whether the text is another one.</summary>
    public bool Equals(ReadOnlySpan<char> text)
    {
        if (IsNumber)
        {
            return Ascii.Equals(Raw, text);
        }

        try
        {
            return HasValue ? Reader().ValueTextEquals(text) : text.IsEmpty;
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Broken(exception);
        }
    }

    /// <inheritdoc cref="Equals(ReadOnlySpan{char})"/>
    public bool Equals(string? text) => Equals(text.AsSpan());

    /// <summary>Whether the text begins with another one, in UTF-8.</summary>
    public bool StartsWith(ReadOnlySpan<byte> utf8)
    {
        if (!isEscaped)
        {
            return Raw.StartsWith(utf8);
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxLength);
        try
        {
            return buffer.AsSpan(0, Unescape(buffer)).StartsWith(utf8);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Copies the text in UTF-8. False, with nothing copied, when it does not fit; <see cref="MaxLength"/> bytes always do.
    /// </summary>
    public bool TryCopyTo(Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = 0;
        if (!isEscaped)
        {
            bool fits = Checked.TryCopyTo(destination);
            bytesWritten = fits ? Raw.Length : 0;
            return fits;
        }

        if (destination.Length >= MaxLength)
        {
            bytesWritten = Unescape(destination);
            return true;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxLength);
        try
        {
            ReadOnlySpan<byte> text = buffer.AsSpan(0, Unescape(buffer));
            bool fits = text.TryCopyTo(destination);
            bytesWritten = fits ? text.Length : 0;
            return fits;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Copies the text in UTF-16. False, with nothing copied, when it does not fit; <see cref="MaxLength"/> characters always do.
    /// </summary>
    public bool TryCopyTo(Span<char> destination, out int charsWritten)
    {
        charsWritten = 0;
        if (!HasValue)
        {
            return true;
        }

        if (destination.Length >= MaxLength)
        {
            charsWritten = Unescape(destination);
            return true;
        }

        char[] buffer = ArrayPool<char>.Shared.Rent(MaxLength);
        try
        {
            ReadOnlySpan<char> text = buffer.AsSpan(0, Unescape(buffer));
            bool fits = text.TryCopyTo(destination);
            charsWritten = fits ? text.Length : 0;
            return fits;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>The text as a string, which is allocated.</summary>
    public override string ToString()
    {
        if (!isEscaped)
        {
            return Encoding.UTF8.GetString(Checked);
        }

        try
        {
            return Reader().GetString()!;
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Broken(exception);
        }
    }

    internal byte[] ToUtf8Array()
    {
        byte[] text = new byte[MaxLength];
        return text[..Unescape(text)];
    }

    private static JsonException Broken(Exception? exception) =>
        new("The text is not UTF-8, or has an escape sequence that is not valid.", exception);

    private int Unescape(Span<byte> destination)
    {
        try
        {
            return Reader().CopyString(destination);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Broken(exception);
        }
    }

    private int Unescape(Span<char> destination)
    {
        if (IsNumber)
        {
            return Encoding.ASCII.GetChars(Raw, destination);
        }

        try
        {
            return Reader().CopyString(destination);
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            throw Broken(exception);
        }
    }

    private Utf8JsonReader Reader()
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader;
    }
}
