namespace Spectacles.Gateway.Generators;

/// <summary>Finds whether two templates can match the same custom id.</summary>
internal static class TemplateOverlap
{
    private const string Digits = "0123456789";

    /// <summary>The characters of <c>-9223372036854775808</c>: a bot writes numbers without zeros in front.</summary>
    private const int LongestNumber = 20;

    private const int ShortestGuid = 32;

    /// <summary>
    /// Whether a text exists that both match. A placeholder stands for any text that is not empty, or for those that its type is written
    /// as: a number and the name of an enum's member are never the same text.
    /// </summary>
    public static bool Exists(EquatableArray<TemplatePartSpec> left, EquatableArray<TemplatePartSpec> right)
    {
        var seen = new HashSet<(Place Left, Place Right)>();
        var open = new Stack<(Place Left, Place Right)>([(Read(left), Read(right))]);
        while (open.Count > 0)
        {
            var (first, second) = open.Pop();
            if (!seen.Add((first, second)))
            {
                continue;
            }

            if (first.IsEnd && second.IsEnd)
            {
                return true;
            }

            foreach (var step in first.Steps)
            {
                foreach (var other in second.Steps.Where(other => Meet(step.Characters, other.Characters)))
                {
                    open.Push((step.Next, other.Next));
                }
            }
        }

        return false;
    }

    private static bool Meet(string? left, string? right) => left is null || right is null || left.Any(right.Contains);

    /// <summary>The place before the first character of a template, from which steps lead to all others.</summary>
    private static Place Read(EquatableArray<TemplatePartSpec> template)
    {
        var place = new Place { IsEnd = true };
        foreach (var part in template.Reverse())
        {
            place = part.Type is { } type ? Before(type, place) : Before(part.Literal.Select(character => $"{character}"), place);
        }

        return place;
    }

    private static Place Before(EnteredTypeSpec type, Place end) => type.Kind switch
    {
        EnteredKind.UInt64 or EnteredKind.Snowflake => Before(Digits, 1, LongestNumber, end),
        EnteredKind.Int32 or EnteredKind.Int64 => Before(Digits + "-", 1, LongestNumber, end),
        EnteredKind.Guid => Before(Digits + "abcdefABCDEFxX-{}(),", ShortestGuid, null, end),

        // The reader of booleans ignores the case, that of enums does not.
        EnteredKind.Boolean => Before([["tT", "rR", "uU", "eE"], ["fF", "aA", "lL", "sS", "eE"]], end),
        EnteredKind.Enum => Before(type.Members.Select(member => member.Name.Select(character => $"{character}")), end),
        _ => Before(null, 1, null, end),
    };

    /// <summary>One of several texts, each given by what its characters may be.</summary>
    private static Place Before(IEnumerable<IEnumerable<string>> texts, Place end)
    {
        var start = new Place();
        foreach (var text in texts)
        {
            start.Steps.AddRange(Before(text, end).Steps);
        }

        return start;
    }

    private static Place Before(IEnumerable<string> text, Place end)
    {
        foreach (string characters in text.Reverse())
        {
            var place = new Place();
            place.Steps.Add(new Step(characters, end));
            end = place;
        }

        return end;
    }

    /// <summary>A number of characters that are all of the same kind.</summary>
    private static Place Before(string? characters, int least, int? most, Place end)
    {
        var place = new Place();
        if (most is null)
        {
            place.Steps.Add(new Step(characters, place));
        }

        place.Steps.Add(new Step(characters, end));
        for (int i = 2; i <= (most ?? least); i++)
        {
            var longer = new Place();
            longer.Steps.Add(new Step(characters, place));
            if (i > least)
            {
                longer.Steps.Add(new Step(characters, end));
            }

            place = longer;
        }

        return place;
    }

    /// <param name="Characters">What the next character may be; null for any.</param>
    /// <param name="Next">Where it leads.</param>
    private sealed record Step(string? Characters, Place Next);

    /// <summary>A place between two characters. Two places are never equal.</summary>
    private sealed class Place
    {
        public bool IsEnd { get; init; }

        public List<Step> Steps { get; } = [];
    }
}
