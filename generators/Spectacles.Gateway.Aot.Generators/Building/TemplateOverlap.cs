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
        var seen = new HashSet<(State Left, State Right)>();
        var open = new Stack<(State Left, State Right)>([(Read(left), Read(right))]);
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

            foreach (var transition in first.Transitions)
            {
                foreach (var other in second.Transitions.Where(other => Meet(transition.Characters, other.Characters)))
                {
                    open.Push((transition.Next, other.Next));
                }
            }
        }

        return false;
    }

    private static bool Meet(string? left, string? right) => left is null || right is null || left.Any(right.Contains);

    /// <summary>The state before the first character of a template, from which transitions lead to all others.</summary>
    private static State Read(EquatableArray<TemplatePartSpec> template)
    {
        var state = new State { IsEnd = true };
        foreach (var part in template.Reverse())
        {
            state = part.Type is { } type ? Before(type, state) : Before(part.Literal.Select(character => $"{character}"), state);
        }

        return state;
    }

    private static State Before(EnteredTypeSpec type, State end) => type.Kind switch
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
    private static State Before(IEnumerable<IEnumerable<string>> texts, State end)
    {
        var start = new State();
        foreach (var text in texts)
        {
            start.Transitions.AddRange(Before(text, end).Transitions);
        }

        return start;
    }

    private static State Before(IEnumerable<string> text, State end)
    {
        foreach (string characters in text.Reverse())
        {
            var state = new State();
            state.Transitions.Add(new Transition(characters, end));
            end = state;
        }

        return end;
    }

    /// <summary>A number of characters that are all of the same kind.</summary>
    private static State Before(string? characters, int least, int? most, State end)
    {
        var state = new State();
        if (most is null)
        {
            state.Transitions.Add(new Transition(characters, state));
        }

        state.Transitions.Add(new Transition(characters, end));
        for (int i = 2; i <= (most ?? least); i++)
        {
            var longer = new State();
            longer.Transitions.Add(new Transition(characters, state));
            if (i > least)
            {
                longer.Transitions.Add(new Transition(characters, end));
            }

            state = longer;
        }

        return state;
    }

    /// <param name="Characters">What the next character may be; null for any.</param>
    /// <param name="Next">Where it leads.</param>
    private sealed record Transition(string? Characters, State Next);

    /// <summary>A state between two characters. Two states are never equal.</summary>
    private sealed class State
    {
        public bool IsEnd { get; init; }

        public List<Transition> Transitions { get; } = [];
    }
}
