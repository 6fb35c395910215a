using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Unicode;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// A time in the text of a message, such as <c>&lt;t:1618953630:R&gt;</c>, which Discord shows in the user's language and time zone. It is
/// written without an allocation where a value can be formatted, such as in an interpolated string.
/// </summary>
/// <param name="UnixSeconds">The seconds since the start of 1970 (UTC).</param>
/// <param name="Style">How the time is shown.</param>
/// <remarks>https://discord.com/developers/docs/reference#message-formatting-timestamp-styles</remarks>
public readonly record struct TimeMention(long UnixSeconds, TimeStyle Style = TimeStyle.Default) : ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>Creates the mention of a time. Fractions of a second are cut off.</summary>
    /// <param name="time">The time.</param>
    /// <param name="style">How it is shown.</param>
    public TimeMention(DateTimeOffset time, TimeStyle style = TimeStyle.Default) : this(time.ToUnixTimeSeconds(), style)
    {
    }

    /// <summary>The time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the year 1 or after the year 9999.</exception>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeSeconds(UnixSeconds);

    private string End => Style switch
    {
        TimeStyle.Default => ">",
        TimeStyle.ShortTime => ":t>",
        TimeStyle.MediumTime => ":T>",
        TimeStyle.ShortDate => ":d>",
        TimeStyle.LongDate => ":D>",
        TimeStyle.LongDateShortTime => ":f>",
        TimeStyle.FullDateShortTime => ":F>",
        TimeStyle.ShortDateShortTime => ":s>",
        TimeStyle.ShortDateMediumTime => ":S>",
        TimeStyle.Relative => ":R>",
        _ => throw new InvalidOperationException($"{(int)Style} is not a style of a time."),
    };

    /// <summary>Reads a text that is the mention of one time and nothing else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mention">The mention.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeMention mention)
    {
        bool isRead = TryRead(text, out mention, out int length) && length == text!.Length;
        mention = isRead ? mention : default;
        return isRead;
    }

    /// <summary>Reads the mention of a time at the start of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mention">The mention.</param>
    /// <param name="length">The number of characters of the mention; 0 if there is none.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out TimeMention mention, out int length)
    {
        mention = default;
        length = 0;
        int end = text.StartsWith("<t:") ? text.IndexOf('>') : -1;
        if (end < 0)
        {
            return false;
        }

        var inner = text[3..end];
        int colon = inner.IndexOf(':');
        var style = TimeStyle.Default;
        if (colon >= 0)
        {
            if (colon != inner.Length - 2 || !"tTdDfFsSR".Contains(inner[^1], StringComparison.Ordinal))
            {
                return false;
            }

            style = (TimeStyle)inner[^1];
            inner = inner[..colon];
        }

        if (!long.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds) || inner[^1] == '\0')
        {
            return false;
        }

        mention = new TimeMention(seconds, style);
        length = end + 1;
        return true;
    }

    /// <summary>Returns the mention as text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"<t:{UnixSeconds}{End}");

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"<t:{UnixSeconds}{End}", out charsWritten);

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Utf8.TryWrite(utf8Destination, CultureInfo.InvariantCulture, $"<t:{UnixSeconds}{End}", out bytesWritten);
}
