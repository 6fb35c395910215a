namespace Spectacles.Gateway.Testing;

/// <summary>The type of a message.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#message-object-message-types</remarks>
internal enum MessageKind
{
    Default = 0,

    /// <summary>The notice that a message was pinned.</summary>
    PinNotice = 6,

    Reply = 19,

    /// <summary>The response to a slash command.</summary>
    CommandResponse = 20,
}
