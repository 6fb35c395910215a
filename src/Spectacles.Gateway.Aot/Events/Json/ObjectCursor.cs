using System.ComponentModel;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Goes through the fields of a JSON object, once and forward. What emitted views are made of.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ObjectCursor
{
    private readonly PayloadText text;
    private readonly int start;
    private readonly int depth;
    private bool isAtValue;

    /// <summary>
    /// A cursor before the first field of the object that begins at an index; without any field for null, and for a negative index.
    /// </summary>
    /// <exception cref="JsonException">The value is neither an object nor null, or is nested too deep.</exception>
    public ObjectCursor(PayloadText text, int start, int depth)
    {
        if (start < 0)
        {
            return;
        }

        // A view over a view over a view never ends by itself when a text does not: what walks it by recursion must not run out of stack.
        JsonExtent.CheckDepth(depth + 1);
        this.text = text;
        this.depth = depth;
        this.start = JsonExtent.SkipWhiteSpace(text.Json, start);
        Position = JsonExtent.At(text.Json, this.start) switch
        {
            (byte)'{' => this.start + 1,
            (byte)'n' => 0,
            _ => throw new ViewValue(text, this.start, depth).Unexpected("an object"),
        };
    }

    /// <summary>Whether the object, or null in its place, was sent.</summary>
    public readonly bool IsPresent => !text.Json.IsEmpty;

    /// <summary>Whether the object was sent.</summary>
    public readonly bool HasValue => IsPresent && text.Json[start] == '{';

    /// <summary>The object itself.</summary>
    public readonly ViewValue Value => new(text, start, depth);

    /// <summary>The index of the present field's value; 0 at the end.</summary>
    public int Position { get; private set; }

    /// <summary>Moves to the next field. False at the object's end.</summary>
    /// <param name="name">The field's name, without escapes.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public bool MoveNext(out ReadOnlySpan<byte> name)
    {
        var json = text.Json;
        name = default;
        if (Position == 0)
        {
            return false;
        }

        int at = Position;
        if (isAtValue)
        {
            at = JsonExtent.SkipWhiteSpace(json, JsonExtent.EndOf(json, at));
            if (JsonExtent.At(json, at) == ',')
            {
                return MoveTo(JsonExtent.SkipWhiteSpace(json, at + 1), out name);
            }
        }
        else
        {
            at = JsonExtent.SkipWhiteSpace(json, at);
            if (JsonExtent.At(json, at) != '}')
            {
                return MoveTo(at, out name);
            }
        }

        if (JsonExtent.At(json, at) != '}')
        {
            throw new JsonException("The end of an object was expected.");
        }

        Position = 0;
        return false;
    }

    /// <summary>The value at an index that <see cref="Position"/> has had; none for 0.</summary>
    public readonly ViewValue At(int position) => position == 0 ? default : new ViewValue(text, position, depth + 1);

    /// <summary>Reads the whole object into its model; one of which nothing was sent when there is none.</summary>
    /// <exception cref="JsonException">The object is not JSON. The message names the path.</exception>
    public readonly T ToModel<T>() where T : class, IGatewayModel<T> => HasValue ? Value.ReadModel<T>() : ModelReading.Absent<T>();

    private bool MoveTo(int nameStart, out ReadOnlySpan<byte> name)
    {
        var json = text.Json;
        if (JsonExtent.At(json, nameStart) != '"')
        {
            throw new JsonException("The name of a field was expected.");
        }

        int nameEnd = JsonExtent.EndOfString(json, nameStart, out bool isEscaped);
        int colon = JsonExtent.SkipWhiteSpace(json, nameEnd);
        int value = JsonExtent.SkipWhiteSpace(json, colon + 1);
        if (JsonExtent.At(json, colon) != ':' || value >= json.Length)
        {
            throw new JsonException("The value of a field was expected.");
        }

        // Discord escapes no name: this array is never made.
        name = isEscaped ? new TextView(json[nameStart..nameEnd], isEscaped).ToUtf8Array() : json[(nameStart + 1)..(nameEnd - 1)];
        Position = value;
        isAtValue = true;
        return true;
    }
}
