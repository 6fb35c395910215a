using System.Globalization;

namespace Spectacles.Gateway.Rest;

/// <summary>The grammar of mentions.</summary>
/// <remarks>https://discord.com/developers/docs/reference#message-formatting-formats</remarks>
internal static class MentionText
{
    private static readonly string[] Pages = ["customize", "browse", "guide", "linked-roles"];

    /// <summary>Returns the name of a page as it is in a mention.</summary>
    public static string NameOf(GuildPage page) => page is >= GuildPage.Customize and <= GuildPage.LinkedRoles
        ? Pages[(int)page]
        : throw new ArgumentOutOfRangeException(nameof(page), page, "This page of a guild is not known.");

    /// <summary>Returns a name as a string. The names of pages are not allocated.</summary>
    public static string NameOf(MentionKind kind, ReadOnlySpan<char> name)
    {
        if (kind == MentionKind.Page)
        {
            foreach (string page in Pages)
            {
                if (name.SequenceEqual(page))
                {
                    return page;
                }
            }
        }

        return name.ToString();
    }

    /// <summary>Reads a mention at the start of a text and returns its length; 0 if there is none.</summary>
    public static int Read(ReadOnlySpan<char> text, out MentionKind kind, out ReadOnlySpan<char> name, out ulong id)
    {
        name = default;
        id = 0;
        kind = KindOf(text, out int start);
        int end = kind == MentionKind.None ? -1 : text.IndexOf('>');
        if (end < 0)
        {
            return 0;
        }

        var inner = text[start..end];
        bool isRead = kind switch
        {
            MentionKind.Page => IsPage(inner, out name, out id),
            MentionKind.User or MentionKind.Role or MentionKind.Channel => IsId(inner, out id),
            _ => IsNamed(kind, inner, out name, out id),
        };
        return isRead ? end + 1 : 0;
    }

    private static MentionKind KindOf(ReadOnlySpan<char> text, out int start)
    {
        (var kind, start) = text switch
        {
            ['<', '@', '&', ..] => (MentionKind.Role, 3),
            ['<', '@', '!', ..] => (MentionKind.User, 3),
            ['<', '@', ..] => (MentionKind.User, 2),
            ['<', '#', ..] => (MentionKind.Channel, 2),
            ['<', '/', ..] => (MentionKind.Command, 2),
            ['<', ':', ..] => (MentionKind.Emoji, 2),
            ['<', 'a', ':', ..] => (MentionKind.AnimatedEmoji, 3),
            ['<', 'i', 'd', ':', ..] => (MentionKind.Page, 4),
            _ => (MentionKind.None, 0),
        };
        return kind;
    }

    private static bool IsPage(ReadOnlySpan<char> inner, out ReadOnlySpan<char> name, out ulong id)
    {
        name = inner;
        id = 0;
        foreach (string page in Pages)
        {
            if (inner.SequenceEqual(page))
            {
                return true;
            }
        }

        string roles = Pages[(int)GuildPage.LinkedRoles];
        if (inner.Length <= roles.Length || inner[roles.Length] != ':' || !inner.StartsWith(roles))
        {
            return false;
        }

        name = inner[..roles.Length];
        return IsId(inner[(roles.Length + 1)..], out id);
    }

    private static bool IsNamed(MentionKind kind, ReadOnlySpan<char> inner, out ReadOnlySpan<char> name, out ulong id)
    {
        int colon = inner.LastIndexOf(':');
        name = colon > 0 ? inner[..colon] : default;
        id = 0;
        return colon > 0 && IsName(kind, name) && IsId(inner[(colon + 1)..], out id);
    }

    private static bool IsName(MentionKind kind, ReadOnlySpan<char> name)
    {
        foreach (char character in name)
        {
            if (!(kind == MentionKind.Command ? IsInCommand(character) : IsInEmoji(character)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInEmoji(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '~' or '-';

    // Letters and digits of any script, also those of two characters, with their marks; spaces are between the names of groups.
    private static bool IsInCommand(char character) =>
        char.IsLetterOrDigit(character) || char.IsSurrogate(character) || character is '-' or '_' or ' ' or '\''
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsId(ReadOnlySpan<char> digits, out ulong id)
    {
        bool isId = Snowflake.TryParse(digits, null, out var snowflake) && snowflake.Value != 0;
        id = snowflake.Value;
        return isId;
    }
}
