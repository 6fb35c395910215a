namespace Spectacles.Gateway.Rest;

/// <summary>What a <see cref="Mention"/> refers to.</summary>
/// <remarks>https://discord.com/developers/docs/reference#message-formatting-formats</remarks>
public enum MentionKind
{
    /// <summary>Nothing: a mention that was not set.</summary>
    None,

    /// <summary>A user: <c>&lt;@id&gt;</c>.</summary>
    User,

    /// <summary>A role: <c>&lt;@&amp;id&gt;</c>.</summary>
    Role,

    /// <summary>A channel: <c>&lt;#id&gt;</c>.</summary>
    Channel,

    /// <summary>A slash command: <c>&lt;/name:id&gt;</c>.</summary>
    Command,

    /// <summary>A custom emoji: <c>&lt;:name:id&gt;</c>.</summary>
    Emoji,

    /// <summary>An animated custom emoji: <c>&lt;a:name:id&gt;</c>.</summary>
    AnimatedEmoji,

    /// <summary>A page of the guild: <c>&lt;id:customize&gt;</c>.</summary>
    Page,
}
