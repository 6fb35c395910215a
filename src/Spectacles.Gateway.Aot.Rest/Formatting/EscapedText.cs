using System.Buffers;
using System.Text.Unicode;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// A text that a message shows as it is, such as the name of a user: its Markdown is escaped, and it mentions nobody. It is written
/// without an allocation where a value can be formatted, such as in an interpolated string. It may be twice as long as the text.
/// </summary>
/// <param name="Text">The text.</param>
/// <remarks>
/// A backslash is before each character that can begin Markdown, an emoji or a link. It does not prevent a mention, which Discord finds
/// before it reads the Markdown: an invisible space is after the <c>@</c> of a mention.
/// https://discord.com/developers/docs/reference#message-formatting
/// </remarks>
/// <example>
/// <code>
/// $"{new EscapedText(user.Username)} joined"
/// </code>
/// </example>
public readonly record struct EscapedText(string Text) : ISpanFormattable, IUtf8SpanFormattable
{
    private const string Backslash = "\\";
    private const string InvisibleSpace = "\u200B";

    // Headings and lists begin at the start of a line only, but a backslash elsewhere is not shown either.
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*_~`|<>#[]()-+:@");

    /// <summary>Returns the escaped text; the same instance if there is nothing to escape.</summary>
    public override string ToString()
    {
        int added = 0;
        var rest = Text.AsSpan();
        string inserted = "";
        do
        {
            Next(ref rest, inserted, out inserted);
            added += inserted.Length;
        }
        while (inserted.Length > 0);

        return added == 0
            ? Text ?? ""
            : string.Create(Text.Length + added, this, static (text, escaped) => escaped.TryFormat(text, out _, default, null));
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        charsWritten = 0;
        var rest = Text.AsSpan();
        string inserted = "";
        do
        {
            var run = Next(ref rest, inserted, out inserted);
            if (!run.TryCopyTo(destination[charsWritten..]) || !inserted.TryCopyTo(destination[(charsWritten + run.Length)..]))
            {
                charsWritten = 0;
                return false;
            }

            charsWritten += run.Length + inserted.Length;
        }
        while (inserted.Length > 0);

        return true;
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        bytesWritten = 0;
        var rest = Text.AsSpan();
        string inserted = "";
        do
        {
            var run = Next(ref rest, inserted, out inserted);
            if (!TryAppend(run, utf8Destination, ref bytesWritten) || !TryAppend(inserted, utf8Destination, ref bytesWritten))
            {
                bytesWritten = 0;
                return false;
            }
        }
        while (inserted.Length > 0);

        return true;
    }

    private static bool TryAppend(ReadOnlySpan<char> text, Span<byte> destination, ref int written)
    {
        var status = Utf8.FromUtf16(text, destination[written..], out _, out int bytes);
        written += bytes;
        return status == OperationStatus.Done;
    }

    /// <summary>Takes the text up to the next insertion.</summary>
    /// <param name="rest">The text that is left.</param>
    /// <param name="last">What was inserted before it: the character after a backslash is escaped already.</param>
    /// <param name="inserted">What is to be inserted after the taken text; empty at the end.</param>
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest, string last, out string inserted)
    {
        inserted = "";
        int length = rest.Length;
        for (int at = last == Backslash ? 1 : 0; at < rest.Length; at++)
        {
            int next = rest[at..].IndexOfAny(Special);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (rest[at] != '@' || IsMention(rest[(at + 1)..]))
            {
                (inserted, length) = rest[at] == '@' ? (InvisibleSpace, at + 1) : (Backslash, at);
                break;
            }
        }

        var run = rest[..length];
        rest = rest[length..];
        return run;
    }

    private static bool IsMention(ReadOnlySpan<char> text) =>
        text.StartsWith("everyone") || text.StartsWith("here") || text is ['!' or '&' or (>= '0' and <= '9'), ..];
}
