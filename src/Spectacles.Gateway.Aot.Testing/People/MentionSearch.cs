using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Testing;

/// <summary>Finds the mentions in the text of a message.</summary>
/// <remarks>https://discord.com/developers/docs/reference#message-formatting</remarks>
internal static partial class MentionSearch
{
    /// <summary>The ids of the mentioned users (<c>&lt;@id&gt;</c>), in the order of the text.</summary>
    public static IEnumerable<Snowflake> Users(string content) => Ids(User(), content);

    /// <summary>The ids of the mentioned roles (<c>&lt;@&amp;id&gt;</c>), in the order of the text.</summary>
    public static IEnumerable<Snowflake> Roles(string content) => Ids(Role(), content);

    /// <summary>Whether the text mentions <c>@everyone</c> or <c>@here</c>.</summary>
    public static bool Everyone(string content) =>
        content.Contains("@everyone", StringComparison.Ordinal) || content.Contains("@here", StringComparison.Ordinal);

    private static IEnumerable<Snowflake> Ids(Regex pattern, string content)
    {
        foreach (Match match in pattern.Matches(content))
        {
            if (Snowflake.TryParse(match.Groups[1].Value, null, out var id))
            {
                yield return id;
            }
        }
    }

    [GeneratedRegex("<@!?([0-9]{1,20})>")]
    private static partial Regex User();

    [GeneratedRegex("<@&([0-9]{1,20})>")]
    private static partial Regex Role();
}
