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

    /// <summary><c>EmbedFooter</c> is <c>embed footer</c>, and <c>HTMLPage</c> is <c>html page</c>.</summary>
    public static string ToWords(string name) => string.Join(" ", Words(name)).ToLowerInvariant();

    /// <summary><c>minutesLeft</c> is <c>minutes_left</c>, and <c>guildID</c> is <c>guild_id</c>.</summary>
    public static string ToSnakeCase(string name) => string.Join("_", Words(name)).ToLowerInvariant();

    /// <summary><c>ExtraLarge</c> is <c>Extra large</c>, and <c>PlayerVS</c> is <c>Player VS</c>.</summary>
    public static string ToTitle(string name)
    {
        var words = name.Split(['_'], StringSplitOptions.RemoveEmptyEntries).SelectMany(Words);
        string title = string.Join(" ", words.Select(word => IsAcronym(word) ? word : word.ToLowerInvariant()));
        return title.Length == 0 ? name : char.ToUpperInvariant(title[0]) + title.Substring(1);
    }

    // "PlanA" is "Plan a".
    private static bool IsAcronym(string word) =>
        word.Length > 1 && char.IsUpper(word[0]) && (char.IsUpper(word[1]) || char.IsDigit(word[1]));

    /// <summary>The words of a name in camel case or in Pascal case. Capital letters in a row are one word.</summary>
    private static IEnumerable<string> Words(string name)
    {
        int start = 0;
        for (int i = 1; i < name.Length; i++)
        {
            if (StartsWord(name, i))
            {
                yield return name.Substring(start, i - start);
                start = i;
            }
        }

        if (name.Length > 0)
        {
            yield return name.Substring(start);
        }
    }

    private static bool StartsWord(string name, int index) => char.IsUpper(name[index])
        && (char.IsUpper(name[index - 1]) ? IsLower(name, index + 1) && !IsPlural(name, index + 1) : char.IsLetterOrDigit(name[index - 1]));

    // IDs, URLs.
    private static bool IsPlural(string name, int index) => name[index] == 's' && !IsLower(name, index + 1);

    private static bool IsLower(string name, int index) => index < name.Length && char.IsLower(name[index]);

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
