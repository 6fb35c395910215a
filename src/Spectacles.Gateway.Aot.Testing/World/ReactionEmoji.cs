namespace Spectacles.Gateway.Testing;

/// <summary>The emoji of a reaction.</summary>
/// <param name="Id">The id of a custom emoji; null for an emoji of Unicode.</param>
/// <param name="Name">The name of a custom emoji, or the emoji itself.</param>
/// <remarks>https://discord.com/developers/docs/resources/emoji#emoji-object-standard-emoji-example</remarks>
internal sealed record ReactionEmoji(Snowflake? Id, string Name)
{
    private const int LongestUnicode = 40;

    /// <summary>Reads an emoji of Unicode, or <c>name:id</c> of a custom one; null for any other text.</summary>
    public static ReactionEmoji? Parse(string text) => text.Split(':') switch
    {
        [.., { Length: > 0 } name, var digits] => Snowflake.TryParse(digits, null, out var id) ? new ReactionEmoji(id, name) : null,
        _ => IsUnicodeEmoji(text) ? new ReactionEmoji(null, text) : null,
    };

    /// <summary>Whether this is the same emoji. The names of custom ones do not matter.</summary>
    public bool IsSame(ReactionEmoji other) => Id is null ? other.Id is null && other.Name == Name : other.Id == Id;

    /// <summary>The digits, # and * are in keycaps, which have further characters. U+2139 is the only letter among the emoji.</summary>
    private static bool IsUnicodeEmoji(string text) => text.Length is > 0 and <= LongestUnicode
        && text.Any(static letter => !char.IsAscii(letter))
        && text.All(static letter => letter == '\u2139' || !char.IsLetter(letter));
}
