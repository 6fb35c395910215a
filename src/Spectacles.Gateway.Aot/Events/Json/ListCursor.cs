using System.Text.Json;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Goes through the elements of a JSON array, once and forward.</summary>
internal ref struct ListCursor
{
    private const int Ended = -1;
    private readonly ReadOnlySpan<byte> json;
    private bool isAtElement;

    /// <summary>A cursor before the first element of the array that begins at an index; without any for a negative index.</summary>
    public ListCursor(ReadOnlySpan<byte> json, int start)
    {
        this.json = json;
        Position = start < 0 ? Ended : start;
    }

    /// <summary>The index of the present element.</summary>
    public int Position { get; private set; }

    public bool MoveNext()
    {
        if (Position == Ended)
        {
            return false;
        }

        int at = JsonExtent.SkipWhiteSpace(json, isAtElement ? JsonExtent.EndOf(json, Position) : Position + 1);
        if (JsonExtent.At(json, at) == ']')
        {
            Position = Ended;
            return false;
        }

        if (isAtElement)
        {
            at = JsonExtent.At(json, at) == ','
                ? JsonExtent.SkipWhiteSpace(json, at + 1)
                : throw new JsonException("The end of a list was expected.");
        }

        if (at >= json.Length)
        {
            throw new JsonException("An element of a list was expected.");
        }

        Position = at;
        isAtElement = true;
        return true;
    }
}
