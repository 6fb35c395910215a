using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>
/// Makes text from a server, a proxy or an exception about them safe for messages and logs. The result has one line and limited length. It
/// contains no control characters, terminal escapes or invisible formatting, and no user name or password of an address.
/// </summary>
internal static class PeerText
{
    /// <summary>The greatest length of a name, a reason or another short text, in characters.</summary>
    public const int Short = 200;

    /// <summary>The greatest length of the message of an exception, in characters.</summary>
    public const int Long = 1000;

    private const string Hidden = "***";

    /// <summary>The characters that end the authority of an address. User names and passwords contain them only in escaped form.</summary>
    private const string AfterAuthority = "/\\?#";

    /// <summary>Makes a text safe. A text that needs no change is returned unchanged.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The greatest length of the result, in characters.</param>
    public static string Escape(string? text, int longest = Short)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        // Remove user information first: it could not be found after a truncation before its @.
        string shown = HideUserInformation(text);
        if (shown.Length <= longest && IsSafe(shown))
        {
            return shown;
        }

        var escaped = new StringBuilder(Math.Min(shown.Length, longest));
        foreach (var rune in shown.EnumerateRunes())
        {
            string next = IsSafe(rune) ? rune.ToString() : Escape(rune);
            if (escaped.Length + next.Length > longest - 1)
            {
                return escaped.Append('…').ToString();
            }

            escaped.Append(next);
        }

        return escaped.ToString();
    }

    /// <summary>Returns whether <see cref="Escape(string?, int)"/> would return the text unchanged, apart from its length.</summary>
    public static bool IsSafe(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsSafe(rune))
            {
                return false;
            }
        }

        return ReferenceEquals(HideUserInformation(text), text);
    }

    private static bool IsSafe(Rune rune) => rune.Value is >= 0x20 and < 0x7F || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $@"\u{rune.Value:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $@"\U{rune.Value:X8}"),
    };

    /// <summary>
    /// Replaces the text between <c>://</c> and the last <c>@</c> of an authority. It does not parse, because texts contain addresses in
    /// many forms, escaped and unescaped.
    /// </summary>
    private static string HideUserInformation(string text)
    {
        StringBuilder? hidden = null;
        int copied = 0;
        for (int start = text.IndexOf("://", StringComparison.Ordinal);
             start >= 0;
             start = text.IndexOf("://", start, StringComparison.Ordinal))
        {
            start += 3;
            int end = text.AsSpan(start).IndexOfAny(AfterAuthority);
            int at = text.AsSpan(start, end < 0 ? text.Length - start : end).LastIndexOf('@');
            if (at >= 0 && !text.AsSpan(start, at).SequenceEqual(Hidden))
            {
                (hidden ??= new StringBuilder()).Append(text, copied, start - copied).Append(Hidden);
                copied = start + at;
            }
        }

        return hidden is null ? text : hidden.Append(text, copied, text.Length - copied).ToString();
    }
}
