using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>From names on the wire to names in C#.</summary>
internal static class Naming
{
    /// <summary><c>MESSAGE_CREATE</c> and <c>message_create</c> are both <c>MessageCreate</c>.</summary>
    public static string ToPascalCase(string wireName)
    {
        var name = new StringBuilder(wireName.Length);
        bool isUpper = wireName.All(c => !char.IsLower(c));
        bool startsWord = true;
        foreach (char c in wireName)
        {
            if (!char.IsLetterOrDigit(c))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(c) : isUpper ? char.ToLowerInvariant(c) : c);
            startsWord = false;
        }

        return name.ToString();
    }

    /// <summary><c>EmbedFooter</c> is <c>embed footer</c>.</summary>
    public static string ToWords(string pascalName)
    {
        var words = new StringBuilder();
        foreach (char c in pascalName)
        {
            words.Append(char.IsUpper(c) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    /// <summary><c>minutesLeft</c> is <c>minutes_left</c>.</summary>
    public static string ToSnakeCase(string camelName) => ToWords(camelName).Replace(' ', '_');

    public static string ToCamelCase(string pascalName)
    {
        string name = char.ToLowerInvariant(pascalName[0]) + pascalName.Substring(1);
        return SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
    }

    /// <summary>An assembly's name as a namespace; empty when it has no character for one.</summary>
    public static string ToNamespace(string assemblyName) =>
        string.Join(".", assemblyName.Split('.').Select(ToIdentifier).Where(part => part.Length > 0));

    public static bool IsNamespace(string name) => name.Split('.').All(IsIdentifier);

    public static bool IsIdentifier(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None;

    /// <summary>The known name nearest to one that is not known, as the end of a message: <c>; did you mean 'X'?</c>, or nothing.</summary>
    public static string Nearest(string unknown, IEnumerable<string> known) =>
        NearestName.Find(unknown, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static string ToIdentifier(string text)
    {
        string name = new([.. text.Select(c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_')]);
        name = name.Length == 0 || SyntaxFacts.IsIdentifierStartCharacter(name[0]) ? name : "_" + name;
        return SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
    }
}
