namespace Spectacles.Gateway.Generators;

/// <summary>A type as a schema writes it: <c>?string</c>, <c>User[]</c>, <c>map&lt;User&gt;</c>.</summary>
internal readonly record struct TypeNotation(string Element, Container Container, bool IsNullable)
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
            return new TypeNotation(rest.Substring(MapStart.Length, rest.Length - MapStart.Length - 1), Container.Map, isNullable);
        }

        return new TypeNotation(rest, Container.None, isNullable);
    }
}
