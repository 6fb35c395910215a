namespace Spectacles.Gateway.Generators;

/// <summary>A type as a schema writes it: <c>?string</c>, <c>User[]</c>, <c>map&lt;User&gt;</c>, <c>map&lt;Place, User&gt;</c>.</summary>
/// <param name="Element">The type of one value.</param>
/// <param name="Container">What holds the values.</param>
/// <param name="IsNullable">Whether the field may be null.</param>
/// <param name="Key">The enum of a map's keys; null when they are snowflakes.</param>
internal readonly record struct TypeNotation(string Element, Container Container, bool IsNullable, string? Key = null)
{
    private const string MapStart = "map<";

    public static TypeNotation Parse(string text)
    {
        bool isNullable = text.StartsWith("?", StringComparison.Ordinal);
        string rest = isNullable ? text.Substring(1) : text;
        if (rest.EndsWith("[]", StringComparison.Ordinal))
        {
            return new TypeNotation(rest.Substring(0, rest.Length - 2), Container.List, isNullable);
        }

        if (rest.StartsWith(MapStart, StringComparison.Ordinal) && rest.EndsWith(">", StringComparison.Ordinal))
        {
            string held = rest.Substring(MapStart.Length, rest.Length - MapStart.Length - 1);
            int comma = held.IndexOf(',');
            return comma < 0
                ? new TypeNotation(held, Container.Map, isNullable)
                : new TypeNotation(held.Substring(comma + 1).TrimStart(' '), Container.Map, isNullable, held.Substring(0, comma));
        }

        return new TypeNotation(rest, Container.None, isNullable);
    }
}
