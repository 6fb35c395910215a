using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Walks through a payload from value to value, and tracks the path of each. The text between two values is walked once, so many values
/// cost one pass.
/// </summary>
internal sealed class PathWalk
{
    /// <summary>The longest accepted name. Documented names are shorter: a longer one is a map's key that the peer chose.</summary>
    private const int LongestName = 64;

    /// <summary>
    /// The maximum length of a path, in characters. A path ends after the name or index with which it reaches this length.
    /// </summary>
    private const int LongestPath = 256;

    private readonly List<PathStep> parents = [];
    private PathStep current = PathStep.Root;
    private JsonReaderState state;

    /// <summary>The number of bytes that have been walked.</summary>
    public int Position { get; private set; }

    /// <summary>Returns to the beginning.</summary>
    public void Restart()
    {
        parents.Clear();
        current = PathStep.Root;
        state = default;
        Position = 0;
    }

    /// <summary>Walks to the value at an index. In an invalid text, stops at the first error.</summary>
    public void MoveTo(ReadOnlySpan<byte> payload, int target)
    {
        int start = Position;
        var reader = new Utf8JsonReader(payload[start..], isFinalBlock: true, state);
        try
        {
            while (true)
            {
                state = reader.CurrentState;
                Position = start + (int)reader.BytesConsumed;
                if (!reader.Read() || start + reader.TokenStartIndex >= target)
                {
                    return;
                }

                Take(reader.TokenType, start + (int)reader.TokenStartIndex);
            }
        }
        catch (Exception exception) when (ModelPath.IsMismatch(exception))
        {
            // The path ends here.
        }
    }

    /// <summary>Appends the path after the root's name.</summary>
    /// <param name="payload">The same text as before.</param>
    /// <param name="path">The destination.</param>
    /// <param name="isGeneral">
    /// Whether to leave out the indices of lists and the ids that are keys of maps, so that the same field has the same path. A key that is
    /// too long for a name is left out of every path.
    /// </param>
    public void AppendTo(ReadOnlySpan<byte> payload, List<char> path, bool isGeneral)
    {
        foreach (var parent in parents)
        {
            if (path.Count >= LongestPath)
            {
                return;
            }

            Append(parent, payload, path, isGeneral);
        }

        Append(current, payload, path, isGeneral);
    }

    private static void Append(PathStep step, ReadOnlySpan<byte> payload, List<char> path, bool isGeneral)
    {
        if (step.Index >= 0)
        {
            path.AddRange((isGeneral ? "[]" : string.Create(CultureInfo.InvariantCulture, $"[{step.Index}]")).AsSpan());
        }
        else if (step.Name >= 0)
        {
            AppendName(payload, step.Name, path, isGeneral);
        }
    }

    private static void AppendName(ReadOnlySpan<byte> payload, int start, List<char> path, bool isGeneral)
    {
        var quoted = payload[start..JsonExtent.EndOfString(payload, start, out bool isEscaped)];
        var name = quoted[1..^1];
        path.Add('.');
        if (name.Length > LongestName || (isGeneral && !name.ContainsAnyExceptInRange((byte)'0', (byte)'9')))
        {
            path.Add('*');
        }
        else if (isEscaped)
        {
            path.AddRange(Unescape(quoted).AsSpan());
        }
        else
        {
            int before = path.Count;
            CollectionsMarshal.SetCount(path, before + Encoding.UTF8.GetCharCount(name));
            Encoding.UTF8.GetChars(name, CollectionsMarshal.AsSpan(path)[before..]);
        }
    }

    // A name that is not UTF-8, or contains half of a surrogate pair, must still be shown.
    private static string Unescape(ReadOnlySpan<byte> quoted)
    {
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(quoted[1..^1]);
        }
    }

    private void Take(JsonTokenType token, int position)
    {
        switch (token)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                parents.Add(current);
                current = token == JsonTokenType.StartArray ? new PathStep(-1, 0) : PathStep.Root;
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                current = parents[^1].Next();
                parents.RemoveAt(parents.Count - 1);
                break;
            case JsonTokenType.PropertyName:
                current = new PathStep(position, -1);
                break;
            default:
                current = current.Next();
                break;
        }
    }

    /// <param name="Name">The index at which the name of a field begins; negative for none.</param>
    /// <param name="Index">The index in a list; negative for none.</param>
    private readonly record struct PathStep(int Name, int Index)
    {
        public static PathStep Root => new(-1, -1);

        public PathStep Next() => Index >= 0 ? this with { Index = Index + 1 } : this;
    }
}
