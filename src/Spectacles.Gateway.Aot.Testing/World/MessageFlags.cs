namespace Spectacles.Gateway.Testing;

/// <summary>The flags of a message that matter here. Others are kept as they are.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#message-object-message-flags</remarks>
[Flags]
internal enum MessageFlags
{
    None = 0,

    /// <summary>The message of an announcement channel was published to the channels that follow it.</summary>
    Crossposted = 1 << 0,

    /// <summary>The embeds are kept, but not shown.</summary>
    SuppressEmbeds = 1 << 2,

    /// <summary>A thread was started from the message.</summary>
    HasThread = 1 << 5,

    /// <summary>Only the user who started the interaction sees the message.</summary>
    Ephemeral = 1 << 6,

    /// <summary>The bot has deferred its response ("is thinking").</summary>
    Loading = 1 << 7,

    /// <summary>The message notifies nobody.</summary>
    SuppressNotifications = 1 << 12,

    /// <summary>The message is a voice message.</summary>
    IsVoiceMessage = 1 << 13,

    /// <summary>The message forwards another one.</summary>
    HasSnapshot = 1 << 14,

    /// <summary>The message consists of components only.</summary>
    IsComponentsV2 = 1 << 15,
}
