namespace Spectacles.Gateway.Testing;

/// <summary>The flags of a message that matter to the gateway.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#message-object-message-flags</remarks>
[Flags]
internal enum MessageFlags
{
    None = 0,

    /// <summary>A thread was started from the message.</summary>
    HasThread = 1 << 5,

    /// <summary>Only the user who started the interaction sees the message.</summary>
    Ephemeral = 1 << 6,

    /// <summary>The bot has deferred its response ("is thinking").</summary>
    Loading = 1 << 7,
}
