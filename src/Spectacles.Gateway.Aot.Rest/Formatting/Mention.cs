using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Unicode;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// A reference in the text of a message, such as <c>&lt;@80351110224678912&gt;</c>. It is written without an allocation where a value can
/// be formatted, such as in an interpolated string. Whether a mention notifies is decided by the allowed mentions of the message.
/// </summary>
/// <remarks>https://discord.com/developers/docs/reference#message-formatting</remarks>
/// <example>
/// <code>
/// $"{Mention.User(message.Author.Id)}, see {Mention.Channel(rules)}"
/// </code>
/// </example>
public readonly record struct Mention : ISpanFormattable, IUtf8SpanFormattable
{
    private Mention(MentionKind kind, Snowflake id, string? name = null)
    {
        Kind = kind;
        Id = id;
        Name = name;
    }

    /// <summary>What it refers to.</summary>
    public MentionKind Kind { get; }

    /// <summary>The id of the user, role, channel, command or emoji, or of one linked role; 0 for other pages.</summary>
    public Snowflake Id { get; }

    /// <summary>The name of the command, with its groups, of the emoji or of the page; null for none.</summary>
    public string? Name { get; }

    private string Start => Kind switch
    {
        MentionKind.User => "<@",
        MentionKind.Role => "<@&",
        MentionKind.Channel => "<#",
        MentionKind.Command => "</",
        MentionKind.Emoji => "<:",
        MentionKind.AnimatedEmoji => "<a:",
        MentionKind.Page => "<id:",
        _ => "",
    };

    private string Colon => Name is null || Id.Value == 0 ? "" : ":";

    private string End => Kind == MentionKind.None ? "" : ">";

    /// <summary>Mentions a user.</summary>
    public static Mention User(Snowflake id) => new(MentionKind.User, id);

    /// <summary>Mentions a role. The id of <c>@everyone</c> is the guild's, and does not mention it.</summary>
    public static Mention Role(Snowflake id) => new(MentionKind.Role, id);

    /// <summary>Mentions a channel or a thread.</summary>
    public static Mention Channel(Snowflake id) => new(MentionKind.Channel, id);

    /// <summary>Mentions a slash command. A user who clicks on it has the command in the input field.</summary>
    /// <param name="name">The name, followed by those of the group and the subcommand, such as <c>playlist add</c>.</param>
    /// <param name="id">The id of the command.</param>
    public static Mention Command(string name, Snowflake id)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Mention(MentionKind.Command, id, name);
    }

    /// <summary>Shows a custom emoji.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">The id.</param>
    /// <param name="isAnimated">Whether it is animated.</param>
    public static Mention Emoji(string name, Snowflake id, bool isAnimated = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Mention(isAnimated ? MentionKind.AnimatedEmoji : MentionKind.Emoji, id, name);
    }

    /// <summary>Shows a custom emoji.</summary>
    /// <exception cref="ArgumentException">The emoji is a Unicode emoji, whose name is what a message has.</exception>
    public static Mention Emoji(Emoji emoji)
    {
        ArgumentNullException.ThrowIfNull(emoji);
        return emoji.Id is { } id
            ? Emoji(emoji.Name ?? "_", id, emoji.Animated ?? false)
            : throw new ArgumentException("The emoji has no id: it is a Unicode emoji. Write its name instead.", nameof(emoji));
    }

    /// <summary>Links to a page of the guild in which the message is.</summary>
    public static Mention Page(GuildPage page) => new(MentionKind.Page, default, MentionText.NameOf(page));

    /// <summary>Links to one linked role of the guild in which the message is.</summary>
    public static Mention LinkedRole(Snowflake roleId) => new(MentionKind.Page, roleId, MentionText.NameOf(GuildPage.LinkedRoles));

    /// <summary>
    /// Reads a mention at the start of a text. Allocates only the name of a command or an emoji. A user's mention may have the exclamation
    /// mark of old clients.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="mention">The mention.</param>
    /// <param name="length">The number of characters of the mention; 0 if there is none.</param>
    /// <returns>Whether the text begins with a mention.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out Mention mention, out int length)
    {
        length = MentionText.Read(text, out var kind, out var name, out ulong id);
        mention = length == 0 ? default : new Mention(kind, id, name.IsEmpty ? null : MentionText.NameOf(kind, name));
        return length > 0;
    }

    /// <summary>Reads a text that is one mention and nothing else.</summary>
    /// <inheritdoc cref="TryRead"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Mention mention)
    {
        bool isRead = TryRead(text, out mention, out int length) && length == text!.Length;
        mention = isRead ? mention : default;
        return isRead;
    }

    /// <summary>Returns the mention as text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}{Name}{Colon}{Id.Value:#}{End}");

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"{Start}{Name}{Colon}{Id.Value:#}{End}", out charsWritten);

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Utf8.TryWrite(utf8Destination, CultureInfo.InvariantCulture, $"{Start}{Name}{Colon}{Id.Value:#}{End}", out bytesWritten);
}
