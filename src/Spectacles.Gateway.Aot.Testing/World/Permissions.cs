namespace Spectacles.Gateway.Testing;

/// <summary>Permission bit sets, which Discord writes as decimal strings.</summary>
/// <remarks>https://discord.com/developers/docs/topics/permissions</remarks>
internal static class Permissions
{
    /// <summary>The permissions of <c>@everyone</c> in a new guild.</summary>
    public const string Member = "2248473465835073";

    /// <summary>The bot's own permissions in a channel: view, send, embed, attach, read history, react.</summary>
    public const string Bot = "117824";

    /// <summary>
    /// The bot's own permissions in a direct message with a user: attach files, embed links, mention everyone, use external emojis.
    /// </summary>
    public const string BotInDirectMessage = "442368";
}
