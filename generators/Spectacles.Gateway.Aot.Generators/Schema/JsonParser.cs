using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// Reads JSON (RFC 8259) and remembers where everything stands. System.Text.Json would not, and an analyzer that brings its own copy of it
/// collides with the compiler's.
/// </summary>
internal sealed class JsonParser(SourceText source)
{
    private const int MaxDepth = 64;
    private readonly string text = source.ToString();
    private int position;
    private int depth;

    /// <summary>What is wrong, and where, when <see cref="Parse"/> has returned null.</summary>
    public SchemaText? Error { get; private set; }

    public JsonValue? Parse()
    {
        var value = ParseValue();
        SkipSpace();
        if (value is not null && position < text.Length)
        {
            return Fail("Unexpected text after the end of the document");
        }

        return value;
    }

    private JsonValue? ParseValue()
    {
        SkipSpace();
        if (position == text.Length)
        {
            return Fail("The document ends, but a value is expected");
        }

        switch (text[position])
        {
            case '{':
                return Nested(ParseObject);
            case '[':
                return Nested(ParseList);
            case '"':
                int start = position;
                string? decoded = ParseString();
                return decoded is null ? null : new JsonValue(JsonKind.Text, At(start)) { Text = decoded };
            default:
                return ParseWord();
        }
    }

    private JsonValue? Nested(Func<JsonValue?> parse)
    {
        if (++depth > MaxDepth)
        {
            return Fail($"The document is nested deeper than {MaxDepth} levels");
        }

        var value = parse();
        depth--;
        return value;
    }

    private JsonValue? ParseObject()
    {
        var value = new JsonValue(JsonKind.Object, At(position++, 1));
        if (Take('}'))
        {
            return value;
        }

        do
        {
            SkipSpace();
            int start = position;
            if (position == text.Length || text[position] != '"')
            {
                return Fail("A property name in quotes is expected");
            }

            string? name = ParseString();
            if (name is null)
            {
                return null;
            }

            var located = new SchemaText(name, At(start));
            if (!Take(':'))
            {
                return Fail("':' is expected");
            }

            var member = ParseValue();
            if (member is null)
            {
                return null;
            }

            value.Properties.Add(new JsonProperty(located, member));
        }
        while (Take(','));

        return Take('}') ? value : Fail("',' or '}' is expected");
    }

    private JsonValue? ParseList()
    {
        var value = new JsonValue(JsonKind.List, At(position++, 1));
        if (Take(']'))
        {
            return value;
        }

        do
        {
            var item = ParseValue();
            if (item is null)
            {
                return null;
            }

            value.Items.Add(item);
        }
        while (Take(','));

        return Take(']') ? value : Fail("',' or ']' is expected");
    }

    private JsonValue? ParseWord()
    {
        int start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '+' or '-' or '.'))
        {
            position++;
        }

        string word = text.Substring(start, position - start);
        JsonKind? kind = word switch
        {
            "true" or "false" => JsonKind.Boolean,
            "null" => JsonKind.Null,
            _ when JsonNumber.Is(word) => JsonKind.Number,
            _ => null,
        };
        if (kind is null)
        {
            position = start;
            return Fail("A value is expected", Math.Max(1, word.Length));
        }

        return new JsonValue(kind.Value, At(start)) { Text = word };
    }

    private string? ParseString()
    {
        int start = position++;
        var decoded = new StringBuilder();
        while (position < text.Length && text[position] >= ' ')
        {
            char next = text[position++];
            if (next == '"')
            {
                return IsText(decoded) ? decoded.ToString() : FailText(start);
            }

            if (next == '\\' && !TryUnescape(ref next))
            {
                Fail("The escape sequence is not JSON");
                return null;
            }

            decoded.Append(next);
        }

        position = start;
        Fail("The string has no closing quote on its line");
        return null;
    }

    // JSON can write one half of a pair of surrogates, which no UTF-8 can: neither a payload's nor the emitted code's.
    private static bool IsText(StringBuilder text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private string? FailText(int start)
    {
        position = start;
        Fail("The string has a surrogate without its pair");
        return null;
    }

    private bool TryUnescape(ref char next)
    {
        if (position == text.Length)
        {
            return false;
        }

        char escaped = text[position++];
        switch (escaped)
        {
            case 'b': next = '\b'; return true;
            case 'f': next = '\f'; return true;
            case 'n': next = '\n'; return true;
            case 'r': next = '\r'; return true;
            case 't': next = '\t'; return true;
            case '"' or '\\' or '/': next = escaped; return true;
            // The digits by themselves, since ushort.TryParse ignores NUL characters behind a number.
            case 'u' when position + 4 <= text.Length && text.Substring(position, 4) is var digits && digits.All(Uri.IsHexDigit):
                next = (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                position += 4;
                return true;
            default: return false;
        }
    }

    private bool Take(char expected)
    {
        SkipSpace();
        if (position == text.Length || text[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    private void SkipSpace()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n')
        {
            position++;
        }
    }

    private TextPosition At(int start) => At(start, position - start);

    private TextPosition At(int start, int length) => TextPosition.Of(source, start, length);

    private JsonValue? Fail(string message, int length = 1)
    {
        Error ??= new SchemaText(
            message, At(Math.Min(position, text.Length), Math.Min(length, text.Length - Math.Min(position, text.Length))));
        return null;
    }
}
