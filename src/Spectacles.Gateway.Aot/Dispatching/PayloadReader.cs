using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A forward-only reader of one JSON value in UTF-8, from which generated models read themselves.</summary>
/// <remarks>
/// The reader is at the first byte of a value before the value is read, and after its last byte afterwards. What is read is validated as
/// <see cref="Utf8JsonReader"/> does, up to 64 levels of nesting. Of what is skipped, only quotes and brackets are validated. It is faster
/// than that reader because the whole text is available, and because the model knows which type comes next
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

    /// <summary>Creates a reader at the value that a text begins with.</summary>
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

    /// <summary>Whether the last value did not fit. It was reported, and the default of its type was used.</summary>
    internal readonly bool IsMisfit => misfitEnd == position;

    /// <summary>Enters the object that begins here.</summary>
    /// <exception cref="JsonException">No object begins here.</exception>
    public void StartObject()
    {
        if (First != '{')
        {
            throw FieldMismatch.Of("an object", First);
        }

        Enter();
        isBeforeFirstField = true;
    }

    /// <summary>Moves to the value of the object's next field. Returns false after the end of the object.</summary>
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

    /// <summary>Reads past null. Returns false, with nothing read, if another value begins here.</summary>
    public bool TryReadNull() => First == 'n' && ReadNull();

    /// <summary>Reads past a value of any type.</summary>
    /// <exception cref="JsonException">The value has no end, or its brackets do not match.</exception>
    public void Skip() => position = JsonExtent.EndOf(json, position);

    /// <summary>Reports the fields that an object lacks, though they are documented as always present. For generated code.</summary>
    /// <param name="model">The object.</param>
    /// <param name="fields">Names on the wire, separated by commas.</param>
    /// <param name="missing">One bit for each field, set if it is absent. The first field is the lowest bit.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public readonly void ReportAbsent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong missing) =>
        reports?.Absent(model, fields, missing);

    /// <summary>
    /// Returns whether an object begins here. If not, reads past the value and reports it, unless it is null. For generated code.
    /// </summary>
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

    /// <summary>Returns whether a list begins here. If not, reads past the value and reports it, unless it is null.</summary>
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
    /// <param name="expected">The kind of value that the field holds.</param>
    internal void Misfit(string expected)
    {
        // A value that is not JSON is not a misfit: this throws.
        Token(out int end);
        reports?.Misfit(json, position, expected);
        position = end;
        misfitEnd = end;
    }

    /// <summary>Enters the list that begins here. Returns false after an empty list, and after any other value.</summary>
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

    /// <summary>Moves to the next element of the list. Returns false after the end of the list.</summary>
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

    /// <summary>Returns the string that begins here with its quotes, and the index after it. The reader does not move.</summary>
    internal readonly ReadOnlySpan<byte> QuotedString(out int end, out bool isEscaped)
    {
        end = JsonExtent.EndOfString(json, position, out isEscaped);
        return json[position..end];
    }

    /// <summary>
    /// Returns the single token that begins here, as System.Text.Json reads it, and the index after it. The reader does not move.
    /// </summary>
    internal readonly Utf8JsonReader Token(out int end)
    {
        end = JsonExtent.EndOf(json, position);
        var token = new Utf8JsonReader(json[position..end]);
        token.Read();
        return token;
    }

    /// <summary>
    /// Returns a string without its quotes and escapes. Discord escapes no names and no known texts, so this array is not allocated in
    /// practice.
    /// </summary>
    internal static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        byte[] text = new byte[quoted.Length];
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
            throw new JsonException("A colon was expected after the name of a field.");
        }

        return JsonExtent.SkipWhiteSpace(json, at + 1);
    }
}
