using System.Globalization;

namespace Spectacles.Gateway.Generators;

/// <summary>The names that Discord accepts for commands and options.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
/// </remarks>
internal static class CommandNames
{
    /// <summary>What is wrong with a text in which a surrogate has lost its other half.</summary>
    public const string NotUnicode = "it contains an unpaired surrogate, which is not a valid character";

    private const int Longest = 32;

    /// <summary>What is wrong with the name of a slash command or an option; null if nothing is.</summary>
    public static string? Problem(string name)
    {
        if (LengthProblem(name) is { } problem)
        {
            return problem;
        }

        for (int i = 0; i < name.Length; i += char.IsSurrogatePair(name, i) ? 2 : 1)
        {
            if (!IsAccepted(name, i))
            {
                string character = name.Substring(i, char.IsSurrogatePair(name, i) ? 2 : 1);
                return $"'{character}' is not a letter, a digit, '-', '_' or an apostrophe";
            }
        }

        return name.Any(c => char.ToLowerInvariant(c) != c) ? $"it must be in lower case: '{name.ToLowerInvariant()}'" : null;
    }

    /// <summary>What is wrong with the name of a command for users or messages; null if nothing is.</summary>
    public static string? LengthProblem(string name)
    {
        int length = Length(name);
        return length is < 1 or > Longest ? $"it has {length} characters, and Discord accepts 1 to {Longest}"
            : CSharpLiteral.IsUnicode(name) ? null
            : NotUnicode;
    }

    /// <summary>The number of characters as Discord counts them.</summary>
    public static int Length(string text)
    {
        int pairs = 0;
        for (int i = 0; i + 1 < text.Length; i++)
        {
            pairs += char.IsSurrogatePair(text, i) ? 1 : 0;
        }

        return text.Length - pairs;
    }

    // Letters, numbers and, of Devanagari and Thai, the marks as well: ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$
    private static bool IsAccepted(string name, int index) => name[index] switch
    {
        '-' or '_' or '\'' => true,
        >= '\u0900' and <= '\u097F' or >= '\u0E01' and <= '\u0E3A' or >= '\u0E40' and <= '\u0E5B' => true,
        _ => CharUnicodeInfo.GetUnicodeCategory(name, index) is
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber,
    };
}
