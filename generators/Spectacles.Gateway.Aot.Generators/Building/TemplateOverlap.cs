namespace Spectacles.Gateway.Generators;

/// <summary>Finds whether two templates can match the same custom id.</summary>
internal static class TemplateOverlap
{
    /// <summary>
    /// Whether a text exists that both match. A placeholder is taken for any text that is not empty, or for what its type is written with.
    /// </summary>
    public static bool Exists(EquatableArray<TemplatePartSpec> left, EquatableArray<TemplatePartSpec> right)
    {
        Symbol[] first = [.. Symbols(left)];
        Symbol[] second = [.. Symbols(right)];
        return Matches(first, second, 0, 0, new HashSet<(int, int)>());
    }

    // A placeholder is a symbol that may stand for several characters, one at least.
    private static bool Matches(Symbol[] left, Symbol[] right, int i, int j, HashSet<(int Left, int Right)> seen)
    {
        if (i == left.Length || j == right.Length)
        {
            return i == left.Length && j == right.Length;
        }

        if (!seen.Add((i, j)) || !Meets(left[i], right[j]))
        {
            return false;
        }

        return Matches(left, right, i + 1, j + 1, seen)
            || (left[i].Repeats && Matches(left, right, i, j + 1, seen))
            || (right[j].Repeats && Matches(left, right, i + 1, j, seen));
    }

    private static bool Meets(Symbol left, Symbol right) => (left.Repeats, right.Repeats) switch
    {
        (false, false) => left.Character == right.Character,
        (true, false) => left.Accepts(right.Character),
        (false, true) => right.Accepts(left.Character),
        _ => true,
    };

    private static IEnumerable<Symbol> Symbols(EquatableArray<TemplatePartSpec> template) => template.SelectMany(
        part => part.Type is { } type
            ? [new Symbol('\0', true, type.Kind)]
            : part.Literal.Select(character => new Symbol(character, false, EnteredKind.Text)));

    private readonly record struct Symbol(char Character, bool Repeats, EnteredKind Kind)
    {
        public bool Accepts(char character) => Kind switch
        {
            EnteredKind.UInt64 or EnteredKind.Snowflake => character is >= '0' and <= '9',
            EnteredKind.Int32 or EnteredKind.Int64 => character is >= '0' and <= '9' or '-',
            EnteredKind.Guid => character is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F' or '-',
            EnteredKind.Boolean => "truefalsTF".Contains(character),
            EnteredKind.Enum => char.IsLetterOrDigit(character) || character == '_',
            _ => true,
        };
    }
}
