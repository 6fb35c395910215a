using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Reads one JSON value in UTF-8, once and forward: what emitted models read themselves from.</summary>
/// <remarks>
/// It stands at the first byte of a value before that is read, and behind its last one afterwards. What is read is checked as
/// <see cref="Utf8JsonReader"/> checks it, up to 64 levels of nesting; of what is skipped only quotes and brackets are.
/// It is faster than that reader because all of the text is there at once, and because the model knows which type comes next
/// (docs/decisions/0009-models-read-bytes.md).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct PayloadReader
{
    private readonly ReadOnlySpan<byte> json;
    private readonly IFieldReports? reports;
    private int position;
    private int misfitEnd;
    private int depth;
    private bool isBeforeFirstField;
    private AllocationBudget budget;

    /// <summary>A reader at the value that a text begins with.</summary>
    public PayloadReader(ReadOnlySpan<byte> json) : this(json, 0, null)
    {
    }

    internal PayloadReader(ReadOnlySpan<byte> json, int start, IFieldReports? reports)
    {
        this.json = json;
        this.reports = reports;
        misfitEnd = -1;
        position = JsonExtent.SkipWhiteSpace(json, start);
    }

    internal readonly ReadOnlySpan<byte> Json => json;

    internal int Position
    {
        readonly get => position;
        set => position = value;
    }

    internal readonly byte First => JsonExtent.At(json, position);

    /// <summary>Whether the value that was just read did not fit: it was reported, and its type's default stands for it.</summary>
    internal readonly bool IsMisfit => misfitEnd == position;

    /// <summary>Enters the object that begins here.</summary>
    /// <exception cref="JsonException">None begins here.</exception>
    public void StartObject()
    {
        if (First != '{')
        {
            throw FieldMismatch.Of("an object", First);
        }

        Enter();
        isBeforeFirstField = true;
    }

    /// <summary>Moves to the value of the object's next field. False behind the object's end.</summary>
    /// <param name="name">The field's name, without escapes.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public bool NextField(out ReadOnlySpan<byte> name)
    {
        int at = JsonExtent.SkipWhiteSpace(json, position);
        byte next = JsonExtent.At(json, at);
        if (next == ',' && !isBeforeFirstField)
        {
            at = JsonExtent.SkipWhiteSpace(json, at + 1);
            if (JsonExtent.At(json, at) == '"')
            {
                ReadName(at, out name);
                return true;
            }
        }
        else if (isBeforeFirstField)
        {
            isBeforeFirstField = false;
            if (next == '"')
            {
                ReadName(at, out name);
                return true;
            }
        }

        if (next != '}')
        {
            position = at;
            throw new JsonException("Another field or the end of the object was expected.");
        }

        Leave(at);
        name = default;
        return false;
    }

    /// <summary>Reads past null. False, with nothing read, when something else begins here.</summary>
    public bool TryReadNull() => First == 'n' && ReadNull();

    /// <summary>Reads past a value, whatever it is.</summary>
    /// <exception cref="JsonException">It has no end, or its brackets do not match.</exception>
    public void Skip() => position = JsonExtent.EndOf(json, position);

    /// <summary>Says which fields, documented as always there, an object did not have. For emitted code.</summary>
    /// <param name="model">The object.</param>
    /// <param name="fields">Names on the wire, with commas between.</param>
    /// <param name="missing">A bit for each of them that was not there, the first in the lowest bit.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly void ReportAbsent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong missing) => reports?.Absent(model, fields, missing);

    /// <summary>Whether an object begins here. If not, reads past the value, which is reported unless it is null. For emitted code.</summary>
    /// <exception cref="JsonException">The objects of the payload need too much memory.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public bool AtObject()
    {
        if (First != '{')
        {
            SkipUnlessNull("an object");
            return false;
        }

        budget.Count(json.Length);
        return true;
    }

    /// <summary>Whether a list begins here. If not, reads past the value, which is reported unless it is null.</summary>
    internal bool AtList()
    {
        if (First != '[')
        {
            SkipUnlessNull("a list");
            return false;
        }

        return true;
    }

    /// <summary>Reads past a value that its field cannot hold, and reports it.</summary>
    /// <param name="expected">What the field holds.</param>
    internal void Misfit(string expected)
    {
        // What is no JSON at all is not a misfit: this throws.
        Token(out int end);
        reports?.Misfit(json, position, expected);
        position = end;
        misfitEnd = end;
    }

    /// <summary>Enters the list that begins here. False behind its end when it is empty, and behind anything else.</summary>
    internal bool StartList()
    {
        if (!AtList())
        {
            return false;
        }

        Enter();
        if (First != ']')
        {
            return true;
        }

        Leave(position);
        return false;
    }

    /// <summary>Moves to the next element of the list. False behind its end.</summary>
    internal bool NextElement()
    {
        int at = JsonExtent.SkipWhiteSpace(json, position);
        byte next = JsonExtent.At(json, at);
        if (next == ',')
        {
            position = JsonExtent.SkipWhiteSpace(json, at + 1);
            return true;
        }

        if (next != ']')
        {
            position = at;
            throw new JsonException("Another element or the end of the list was expected.");
        }

        Leave(at);
        return false;
    }

    /// <summary>The string that begins here with its quotes, and the index behind it; the reader stays.</summary>
    internal readonly ReadOnlySpan<byte> QuotedString(out int end, out bool isEscaped)
    {
        end = JsonExtent.EndOfString(json, position, out isEscaped);
        return json[position..end];
    }

    /// <summary>The single token that begins here, as System.Text.Json reads it, and the index behind it; the reader stays.</summary>
    internal readonly Utf8JsonReader Token(out int end)
    {
        end = JsonExtent.EndOf(json, position);
        var token = new Utf8JsonReader(json[position..end]);
        token.Read();
        return token;
    }

    /// <summary>A string without its quotes and escapes. Discord escapes no name and no known text: this array is never made.</summary>
    internal static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        var text = new byte[quoted.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }

    private void SkipUnlessNull(string expected)
    {
        if (!TryReadNull())
        {
            Misfit(expected);
        }
    }

    private bool ReadNull()
    {
        position = JsonExtent.EndOf(json, position);
        return true;
    }

    private void Enter()
    {
        JsonExtent.CheckDepth(++depth);
        position = JsonExtent.SkipWhiteSpace(json, position + 1);
    }

    private void Leave(int end)
    {
        depth--;
        position = end + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ReadName(int start, out ReadOnlySpan<byte> name)
    {
        position = start;
        int end = JsonExtent.EndOfString(json, start, out bool isEscaped);
        name = isEscaped ? Unescape(json[start..end]) : json[(start + 1)..(end - 1)];
        bool isPlain = JsonExtent.At(json, end) == ':' && JsonExtent.At(json, end + 1) > ' ';
        position = isPlain ? end + 1 : AfterSpacedColon(end);
    }

    private readonly int AfterSpacedColon(int at)
    {
        at = JsonExtent.SkipWhiteSpace(json, at);
        if (JsonExtent.At(json, at) != ':')
        {
            throw new JsonException("A colon was expected behind the name of a field.");
        }

        return JsonExtent.SkipWhiteSpace(json, at + 1);
    }
}
